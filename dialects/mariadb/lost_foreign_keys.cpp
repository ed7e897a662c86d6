// SHOW CREATE TABLE has each foreign key on a line of its own, which is also how it is added.
#include "dialects/mariadb/lost_foreign_keys.hpp"

#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/session.hpp"
#include "dialects/mariadb/tokenizer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

struct ShownKey {
  std::string line;  // CONSTRAINT `name` FOREIGN KEY …
  std::string name;
  std::string rest;  // behind the name
};

std::vector<ShownKey> foreign_keys_of(const Definition& table) {
  std::vector<ShownKey> found;
  std::string_view rest = table.text ? std::string_view(*table.text) : std::string_view();
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.ends_with(",")) line.remove_suffix(1);
    const Token constraint = next_token(line, 0);
    if (!is_keyword(constraint, "constraint")) continue;
    const Token name = next_token(line, constraint.end_offset());
    if (!is_keyword(next_token(line, name.end_offset()), "foreign")) continue;
    found.push_back({std::string(line), identifier_of(name), std::string(line.substr(name.end_offset()))});
  }
  return found;
}

bool names(std::string_view statement, const std::string& name) {
  for (Token token = next_token(statement, 0); token.kind != TokenKind::end;
       token = next_token(statement, token.end_offset())) {
    if (is_name(token) && identifier_of(token) == name) return true;
  }
  return false;
}

// The table itself, or what it was renamed to: the one that was not there before.
const Definition* successor_of(std::size_t index, const std::vector<Definition>& before,
                               const std::vector<Definition>& now) {
  if (now[index].text) return &now[index];
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i].text && !before[i].text) return &now[i];
  }
  return nullptr;
}

void put_back(MariadbSession& session, const Definition& table, const ShownKey& key) {
  const std::string addition = fmt::format("ALTER {} ADD {}", table.object, key.line);
  try {
    session.execute(addition);
  } catch (const SqlError& error) {
    if (error.code() != ErrorCode::database) throw;
    throw Error(ErrorCode::refused,
                fmt::format("the server was killed at this statement, and has lost foreign key {} of {}",
                            quote_identifier(key.name), table.object))
        .detail(fmt::format("{}\n{}", addition, error.what()))
        .hint("put it back by hand under this name, and start again");
  }
  session.tell(
      fmt::format("WARNING: the server was killed at this statement, and has lost foreign key {} of {}: it is put back",
                  quote_identifier(key.name), table.object));
}

}  // namespace

void put_back_foreign_keys(MariadbSession& session, std::string_view statement, const std::vector<Definition>& before,
                           const std::vector<Definition>& now) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Definition* table = successor_of(i, before, now);
    if (table == nullptr || !before[i].text || !before[i].object.starts_with("table ")) continue;
    const std::vector<ShownKey> there = foreign_keys_of(*table);
    for (const ShownKey& key : foreign_keys_of(before[i])) {
      const bool stays = std::ranges::any_of(there, [&](const ShownKey& other) {
        return other.name == key.name || other.rest == key.rest;  // the server renames those that it has named
      });
      if (!stays && !names(statement, key.name)) put_back(session, *table, key);
    }
  }
}

}  // namespace strata::dialects::mariadb
