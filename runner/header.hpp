// The header of a revision file: its keys, one table for both readers and the writer.
#pragma once

#include "runner/revision.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strata::runner {

enum class HeaderField {
  id,
  parents,
  message,
  created,
  proved,
  depends_on,
  labels,
  transaction,
  foreign_keys,
  irreversible,
  lock_timeout,
  statement_timeout,
  proof
};

enum class HeaderType { text, texts, flag, time };

struct HeaderKey {
  std::string_view name;
  HeaderField field;  // by which it is told from the others once it is read
  HeaderType type;
  bool required;
};

std::span<const HeaderKey> header_keys();
const HeaderKey* find_header_key(std::string_view name);

using HeaderValue = std::variant<std::string, std::vector<std::string>, bool>;

// Sets a field; the value has the type of its key. Gives what is wrong with the value, or nothing.
std::string set_header_value(Revision& revision, HeaderField field, HeaderValue&& value, int line);

// The canonical form, `-- key = value` line by line, into `revision`. False for anything else: read_toml_header then
// reads it again, or says what is wrong. `first_line` is the header's line in the file.
bool read_canonical_header(std::string_view header, int first_line, Revision& revision);

// Any TOML inside comments. Throws Error(revision) with file, line, column and caret.
void read_toml_header(std::string_view header, int first_line, Revision& revision);

// The header without its two marks, canonical.
std::string render_header(const Revision& revision);

// The options alone, as TOML lines without comment marks: how the history tables keep them.
std::string render_options(const RunOptions& options);
// Throws Error(revision) for what render_options did not write.
RunOptions parse_options(std::string_view text);

}  // namespace strata::runner
