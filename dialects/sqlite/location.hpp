// What a URL says of an SQLite database: where it is, and in which way it is to be opened.
#pragma once

#include "dialects/url.hpp"

#include <string>
#include <string_view>

namespace strata::dialects::sqlite {

enum class OpenMode { unsaid, read_only, read_write, create };

// SQLite: uri.html.
struct Location {
  std::string name;  // of the file, or of a database in memory: connections that share it go by this name
  bool in_memory = false;
  bool shared_cache = false;  // with the other connections of this process that ask for it
  bool immutable = false;  // a file that nobody changes: read without locks
  OpenMode mode = OpenMode::unsaid;
};

// sqlite:relative.db, sqlite:/abs.db, sqlite:///abs.db, sqlite::memory:, and all of them behind `file:`, as SQLite's
// own URIs have it; parameters mode, cache and immutable. Throws Error(config) for a host and for parameters that are
// not known.
Location read_location(const DatabaseUrl& url);

// The location as messages call it.
std::string shown(const Location& location);

// As SQLite reads it with SQLITE_OPEN_URI; what flags say is left to them.
std::string uri_of(const Location& location);

// Of a file in the project's folder that is called like the project.
std::string first_url(std::string_view project);

// A URL that names a file by a relative path, with `folder` before it, which ends with a slash; every other as it is.
std::string anchored(std::string_view url, std::string_view folder);

}  // namespace strata::dialects::sqlite
