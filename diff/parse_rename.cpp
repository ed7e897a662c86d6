// The command line's words for a rename, "column:users.mail=email", read and written.
#include "diff/rename.hpp"
#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace strata::diff {

namespace {

constexpr std::string_view form = "table:old=new, column:table.old=new or index:table.old=new";

[[noreturn]] void throw_form(const std::string& text) {
  throw Error(ErrorCode::usage, fmt::format("\"{}\" is not a rename", text))
      .hint(fmt::format("write {}; names with special characters in double quotes", form));
}

bool needs_quotes(const std::string& name) {
  return name.empty() || name.find_first_of(".=\":") != std::string::npos;
}

std::string quoted(const std::string& name) {
  if (!needs_quotes(name)) return name;
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

// Reads `"a.b".c=d` from the front: names with the separator that follows each (0 at the end).
class NameReader {
 public:
  NameReader(const std::string& whole, std::string_view rest) : whole_(whole), rest_(rest) {}

  // The dotted names before `end`, which is skipped.
  std::vector<std::string> path_until(char end) {
    std::vector<std::string> path;
    while (true) {
      path.push_back(name());
      const char separator = rest_.empty() ? '\0' : rest_.front();
      if (!rest_.empty()) rest_.remove_prefix(1);
      if (separator == end) return path;
      if (separator != '.') throw_form(whole_);
    }
  }

 private:
  std::string name() {
    std::string text = !rest_.empty() && rest_.front() == '"' ? quoted_name() : bare_name();
    if (text.empty()) throw_form(whole_);
    return text;
  }

  std::string bare_name() {
    const std::size_t length = std::min(rest_.find_first_of(".=\""), rest_.size());
    std::string text(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return text;
  }

  std::string quoted_name() {
    std::string text;
    rest_.remove_prefix(1);
    while (true) {
      const std::size_t length = rest_.find('"');
      if (length == std::string_view::npos) throw_form(whole_);
      text += rest_.substr(0, length);
      rest_.remove_prefix(length + 1);
      if (rest_.empty() || rest_.front() != '"') return text;
      text += '"';
      rest_.remove_prefix(1);
    }
  }

  const std::string& whole_;
  std::string_view rest_;
};

ObjectName table_name(const std::vector<std::string>& path, const std::string& text) {
  if (path.empty() || path.size() > 2) throw_form(text);
  return path.size() == 1 ? ObjectName{"", path[0]} : ObjectName{path[0], path[1]};
}

std::string quoted(const ObjectName& name) {
  return name.schema.empty() ? quoted(name.name) : quoted(name.schema) + "." + quoted(name.name);
}

}  // namespace

Rename parse_rename(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string_view kind = std::string_view(text).substr(0, std::min(colon, text.size()));
  if (colon == std::string::npos || (kind != "table" && kind != "column" && kind != "index")) throw_form(text);

  NameReader reader(text, std::string_view(text).substr(colon + 1));
  std::vector<std::string> old_path = reader.path_until('=');
  const std::vector<std::string> new_path = reader.path_until('\0');
  if (kind == "table") {
    const ObjectName from = table_name(old_path, text);
    const ObjectName to = table_name(new_path, text);
    if (new_path.size() == 2 && from.schema != to.schema) {
      throw Error(ErrorCode::usage, fmt::format("\"{}\" would move the table to another schema", text))
          .hint("a rename stays in one schema");
    }
    return {RenameKind::table, {from.schema, ""}, from.name, to.name};
  }
  if (old_path.size() < 2 || new_path.size() != 1) throw_form(text);
  const std::string old_name = old_path.back();
  old_path.pop_back();
  return {kind == "column" ? RenameKind::column : RenameKind::index, table_name(old_path, text), old_name,
          new_path.front()};
}

std::string to_string(const Rename& rename) {
  if (rename.kind == RenameKind::table) {
    return fmt::format("table:{}={}", quoted(ObjectName{rename.table.schema, rename.from}), quoted(rename.to));
  }
  return fmt::format("{}:{}.{}={}", rename.kind == RenameKind::column ? "column" : "index", quoted(rename.table),
                     quoted(rename.from), quoted(rename.to));
}

}  // namespace strata::diff
