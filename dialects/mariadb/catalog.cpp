// See catalog.hpp.
#include "dialects/mariadb/catalog.hpp"

#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace strata::dialects::mariadb {
namespace {

// Which column of SHOW CREATE's answer holds the statement: behind the name, and for programs behind their sql_mode.
std::size_t statement_position(std::string_view kind) {
  return kind == "TABLE" || kind == "VIEW" || kind == "SEQUENCE" ? 1 : kind == "EVENT" ? 3 : 2;
}

// MariaDB: no such table, no such view, trigger, routine or event; broken views and engines that are not there; rights
// that are missing. What is gone since it was listed, or can't be opened, is no failure of the whole.
bool is_gone_or_hidden(const SqlError& error) {
  constexpr std::string_view codes[] = {"1142", "1146", "1286", "1305", "1347", "1356", "1360", "1370", "1539", "1932"};
  return std::ranges::find(codes, error.engine_code()) != std::end(codes);
}

}  // namespace

std::optional<std::int64_t> Fields::number() {
  const Value value = std::move(next());
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

std::string without_database(std::string_view sql, std::string_view database) {
  if (sql.find(database) == std::string_view::npos) return std::string(sql);
  std::string out;
  std::size_t copied = 0;
  Token before;
  for (Token token = next_token(sql, 0); token.kind != TokenKind::end;) {
    const Token next = next_token(sql, token.end_offset());
    if (is_name(token) && !is_symbol(before, ".") && identifier_of(token) == database) {
      // Something else goes by that name here: `shop`.`id` may be a column of it.
      if (!is_symbol(next, ".")) return std::string(sql);
      out += sql.substr(copied, token.offset - copied);
      copied = next.end_offset();
    }
    before = token;
    token = next;
  }
  return out + std::string(sql.substr(copied));
}

Catalog::Catalog(Session& session, const Scope& scope, const Server& server)
    : session_(session), scope_(scope), server_(server) {
  std::vector<Row> answer = rows(settings_query);
  Fields fields(answer.at(0));
  database_ = fields.text();
  const std::string account = fields.text();
  const std::size_t at = std::min(account.rfind('@'), account.size());
  user_ = account.substr(0, at);
  host_ = account.substr(std::min(at + 1, account.size()));
  character_set_ = fields.text();
  collation_ = fields.text();
  engine_ = fields.text();
  sql_mode_ = fields.text();
  time_zone_ = fields.text();
  has_parsers_ = fields.number().value_or(0) > 0;
}

std::vector<Row> Catalog::rows(const Query& query) {
  return session_.query(query.on(server_));
}

std::string Catalog::shown(std::string_view kind, const std::string& name) {
  try {
    std::vector<Row> answer = session_.query(fmt::format("SHOW CREATE {} {}", kind, in_backticks(name)));
    return answer.empty() ? "" : answer[0].at(statement_position(kind)).value_or("");
  } catch (const SqlError& error) {
    if (!is_gone_or_hidden(error)) throw;
    return "";
  }
}

bool Catalog::is_default_engine(std::string_view engine) const {
  return equals_ignoring_case(engine, engine_);
}

std::string in_backticks(std::string_view name) {
  std::string out = "`";
  for (const char c : name) out += c == '`' ? "``" : std::string(1, c);
  return out + "`";
}

std::string character_set_of(std::string_view collation) {
  return std::string(collation.substr(0, collation.find('_')));
}

bool equals_ignoring_case(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, ascii::lower, ascii::lower);
}

}  // namespace strata::dialects::mariadb
