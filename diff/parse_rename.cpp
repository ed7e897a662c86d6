// The command line's words for a rename, "column:users.mail=email", read and written.
#include "diff/rename.hpp"
#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace strata::diff {

namespace {

constexpr std::string_view form = "table:old=new, column:table.old=new, index:table.old=new or enum:type.old=new";

constexpr auto kinds = std::to_array<std::pair<std::string_view, RenameKind>>({{"table", RenameKind::table},
                                                                               {"column", RenameKind::column},
                                                                               {"index", RenameKind::index},
                                                                               {"enum", RenameKind::enum_label}});

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

  // True if that character stood there.
  bool skip(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

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

Rename moved(const ObjectName& from, const ObjectName& to) {
  Rename rename{RenameKind::table, {to.schema, ""}, from.name, to.name};
  if (from.schema != to.schema) rename.from_schema = from.schema;
  return rename;
}

std::string quoted(const ObjectName& name) {
  return name.schema.empty() ? quoted(name.name) : quoted(name.schema) + "." + quoted(name.name);
}

}  // namespace

Rename parse_rename(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string_view word = std::string_view(text).substr(0, std::min(colon, text.size()));
  const auto kind = std::ranges::find(kinds, word, &std::pair<std::string_view, RenameKind>::first);
  if (colon == std::string::npos || kind == kinds.end()) throw_form(text);

  NameReader reader(text, std::string_view(text).substr(colon + 1));
  std::vector<std::string> old_path = reader.path_until('=');
  const bool to_default = kind->second == RenameKind::table && reader.skip('.');
  const std::vector<std::string> new_path = reader.path_until('\0');
  if (kind->second == RenameKind::table) {
    const ObjectName from = table_name(old_path, text);
    ObjectName to = table_name(new_path, text);
    if (to_default && new_path.size() == 2) throw_form(text);
    if (new_path.size() == 1 && !to_default) to.schema = from.schema;
    return moved(from, to);
  }
  if (old_path.size() < 2 || new_path.size() != 1) throw_form(text);
  const std::string old_name = old_path.back();
  old_path.pop_back();
  return {kind->second, table_name(old_path, text), old_name, new_path.front()};
}

Rename table_rename(const ObjectName& table, const std::string& renamed_from) {
  const bool qualified = renamed_from.find('.') != std::string::npos || renamed_from.starts_with('"');
  if (!qualified) return moved({table.schema, renamed_from}, table);
  std::vector<std::string> path = NameReader(renamed_from, renamed_from).path_until('\0');
  if (path.size() == 1) path.insert(path.begin(), table.schema);
  return moved(table_name(path, renamed_from), table);
}

std::string to_string(const Rename& rename) {
  if (rename.kind == RenameKind::table) {
    if (!rename.from_schema) {
      return fmt::format("table:{}={}", quoted(ObjectName{rename.table.schema, rename.from}), quoted(rename.to));
    }
    const std::string to = quoted(ObjectName{rename.table.schema, rename.to});
    return fmt::format("table:{}={}{}", quoted(ObjectName{*rename.from_schema, rename.from}),
                       rename.table.schema.empty() ? "." : "", to);
  }
  const auto kind = std::ranges::find(kinds, rename.kind, &std::pair<std::string_view, RenameKind>::second);
  return fmt::format("{}:{}.{}={}", kind->first, quoted(rename.table), quoted(rename.from), quoted(rename.to));
}

}  // namespace strata::diff
