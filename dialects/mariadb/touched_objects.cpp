// What a statement of the data definition language names, by its grammar (MariaDB: data-definition). See script.hpp.
#include "dialects/mariadb/script.hpp"
#include "dialects/mariadb/statement_words.hpp"

#include <algorithm>

namespace strata::dialects::mariadb {
namespace {

// Reads a statement from left to right.
class Reader {
 public:
  explicit Reader(Words words) : words_(words) {}

  [[nodiscard]] bool at_end() const { return at_ >= words_.size(); }
  [[nodiscard]] bool at_word(std::string_view keyword) const { return words_.is(at_, keyword); }
  [[nodiscard]] const Words& words() const { return words_; }
  void skip() { ++at_; }

  bool take(std::string_view keyword) {
    if (!at_word(keyword)) return false;
    ++at_;
    return true;
  }
  bool take_one_of(std::initializer_list<std::string_view> keywords) {
    return std::ranges::any_of(keywords, [&](std::string_view keyword) { return take(keyword); });
  }
  bool take_sign(std::string_view symbol) {
    if (!words_.is_sign(at_, symbol)) return false;
    ++at_;
    return true;
  }
  // IF EXISTS, IF NOT EXISTS
  void take_condition() {
    if (!take("if")) return;
    take("not");
    take("exists");
  }
  // WAIT n, NOWAIT
  void take_wait() {
    if (take("wait")) skip();
    take("nowait");
  }
  // name, database.name
  std::optional<schema::ObjectName> take_name() {
    if (!is_name(words_.at(at_))) return std::nullopt;
    schema::ObjectName name{"", identifier_of(words_.at(at_++))};
    if (!words_.is_sign(at_, ".") || !is_name(words_.at(at_ + 1))) return name;
    name = {name.name, identifier_of(words_.at(at_ + 1))};
    at_ += 2;
    return name;
  }
  // The words before the kind of object: OR REPLACE, ALGORITHM = …, DEFINER = user@host, SQL SECURITY …, UNIQUE.
  // True at the first of `kinds`, which is taken then.
  std::string skip_to(std::initializer_list<std::string_view> kinds) {
    for (; !at_end(); skip()) {
      if (at_ > 0 && words_.is_sign(at_ - 1, "=")) continue;
      for (const std::string_view kind : kinds) {
        if (take(kind)) return std::string(kind);
      }
    }
    return {};
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

class Touching {
 public:
  void read(const Words& words) {
    Reader reader(words);
    if (reader.take("create")) return create(reader);
    if (reader.take("alter")) return alter(reader);
    if (reader.take("drop")) return drop(reader);
    if (reader.take("rename")) return rename(reader);
    if (reader.take("truncate")) {
      reader.take("table");
      add("table", reader.take_name());
    }
  }

  std::vector<TouchedObject> take() { return std::move(found_); }

 private:
  void add(std::string_view kind, const std::optional<schema::ObjectName>& name, bool temporary = false) {
    if (!name) return;
    TouchedObject object{std::string(kind), *name, temporary};
    if (std::ranges::find(found_, object) == found_.end()) found_.push_back(std::move(object));
  }

  // [BODY] of a package.
  static std::string whole_kind(Reader& reader, const std::string& kind) {
    return kind == "package" && reader.take("body") ? "package body" : kind;
  }

  void create(Reader& reader) {
    Reader before = reader;
    before.take("or");
    before.take("replace");
    const bool temporary = before.take("temporary");
    const std::string kind =
        whole_kind(reader, reader.skip_to({"table", "sequence", "index", "view", "trigger", "procedure", "function",
                                           "event", "package", "user", "role", "server", "database", "schema"}));
    reader.take_condition();
    if (kind == "index") return index(reader);
    if (kind == "user" || kind == "role" || kind == "server" || kind == "database" || kind == "schema") return;
    if (!kind.empty()) add(kind, reader.take_name(), temporary);
  }

  // name ON table, or name USING BTREE ON table
  void index(Reader& reader) {
    while (!reader.at_end() && !reader.take("on")) reader.skip();
    add("table", reader.take_name());
  }

  void alter(Reader& reader) {
    const std::string kind =
        whole_kind(reader, reader.skip_to({"table", "sequence", "view", "event", "procedure", "function", "package",
                                           "user", "role", "server", "database", "schema"}));
    reader.take_condition();
    if (kind == "user" || kind == "role" || kind == "server" || kind.empty()) return;
    if (kind == "database" || kind == "schema") return;
    const auto name = reader.take_name();
    add(kind, name);
    if (kind == "table") return alter_table(reader);
    if (kind != "event") return;
    for (; !reader.at_end() && !reader.at_word("do"); reader.skip()) {
      if (reader.take("rename") && reader.take("to")) return add("event", reader.take_name());
    }
  }

  // RENAME [TO|AS|=] name; EXCHANGE PARTITION p WITH TABLE t; CONVERT PARTITION p TO TABLE t; CONVERT TABLE t TO …
  void alter_table(Reader& reader) {
    int parentheses = 0;
    while (!reader.at_end()) {
      if (reader.take_sign("(")) {
        ++parentheses;
      } else if (reader.take_sign(")")) {
        --parentheses;
      } else if (parentheses == 0 && reader.take("rename")) {
        if (reader.take_one_of({"column", "index", "key"})) continue;
        if (!reader.take_one_of({"to", "as"})) reader.take_sign("=");
        add("table", reader.take_name());
      } else if (parentheses == 0 && reader.take_one_of({"with", "to", "convert"})) {
        if (reader.take("table")) add("table", reader.take_name());
      } else {
        reader.skip();
      }
    }
  }

  void drop(Reader& reader) {
    const bool temporary = reader.take("temporary");
    const std::string kind = whole_kind(
        reader, reader.skip_to({"tables", "table", "sequence", "index", "view", "trigger", "procedure", "function",
                                "event", "package", "user", "role", "server", "database", "schema", "prepare"}));
    reader.take_condition();
    if (kind == "index") return index(reader);
    const bool several = kind == "tables" || kind == "table" || kind == "sequence" || kind == "view";
    const bool single = kind == "trigger" || kind == "procedure" || kind == "function" || kind == "event" ||
                        kind.starts_with("package");
    if (!several && !single) return;
    do {
      add(kind == "tables" ? "table" : kind, reader.take_name(), temporary);
    } while (several && reader.take_sign(","));
  }

  void rename(Reader& reader) {
    if (!reader.take_one_of({"table", "tables"})) return;
    reader.take_condition();
    do {
      add("table", reader.take_name());
      reader.take_wait();
      if (reader.take("to")) add("table", reader.take_name());
    } while (reader.take_sign(","));
  }

  std::vector<TouchedObject> found_;
};

}  // namespace

std::vector<TouchedObject> touched_objects(std::string_view statement) {
  Touching touching;
  const Pieces pieces(statement);
  for (const Words& words : pieces.all()) touching.read(words);
  return touching.take();
}

}  // namespace strata::dialects::mariadb
