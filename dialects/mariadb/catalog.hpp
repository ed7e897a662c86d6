// What every part of introspection needs of the server: the rows of its queries, field by field, what defaults count as
// said (character set, engine, sql_mode of the session), and texts without the name of our own database.
#pragma once

#include "dialects/dialect.hpp"
#include "dialects/mariadb/server.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

// Takes the fields of a row one after the other; NULL is "" or 0.
class Fields {
 public:
  explicit Fields(Row& row) : row_(row) {}

  std::string text() { return std::move(next()).value_or(""); }
  Value optional() { return std::move(next()); }
  // Of a number that fits; nothing for NULL.
  std::optional<std::int64_t> number();

 private:
  Value& next() { return row_.at(position_++); }

  Row& row_;
  std::size_t position_ = 0;
};

// The text without the database's name before names: "nextval(`shop`.`s`)" is "nextval(`s`)". The server writes it into
// some texts, and what is read from a scratch database must read the same.
std::string without_database(std::string_view sql, std::string_view database);

struct Query;

class Catalog {
 public:
  // One query.
  Catalog(Session& session, const Scope& scope, const Server& server = {});

  std::vector<Row> rows(const Query& query);
  std::vector<Row> rows(std::string_view query) { return session_.query(query); }
  // What SHOW CREATE says of it; empty where it is gone, broken, or hidden from the user. `kind` as in "TABLE".
  std::string shown(std::string_view kind, const std::string& name);

  [[nodiscard]] bool in_scope(const std::string& name) const { return scope_.contains({"", name}); }
  [[nodiscard]] std::string own(std::string_view sql) const { return without_database(sql, database_); }
  [[nodiscard]] const std::string& database() const { return database_; }
  // The user and the host that stand for who is connected, as DEFINER would name them.
  [[nodiscard]] const std::string& user() const { return user_; }
  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] const std::string& character_set() const { return character_set_; }
  [[nodiscard]] const std::string& collation() const { return collation_; }
  [[nodiscard]] const std::string& sql_mode() const { return sql_mode_; }
  [[nodiscard]] const std::string& time_zone() const { return time_zone_; }
  [[nodiscard]] bool is_default_engine(std::string_view engine) const;
  // Whether an index for full text may have a parser, which no catalog tells.
  [[nodiscard]] bool has_parsers() const { return has_parsers_; }

 private:
  Session& session_;
  const Scope& scope_;
  Server server_;
  std::string database_;
  std::string user_;
  std::string host_;
  std::string character_set_;
  std::string collation_;
  std::string engine_;
  std::string sql_mode_;
  std::string time_zone_;
  bool has_parsers_ = false;
};

// The name in backticks, as the server writes every name.
std::string in_backticks(std::string_view name);

// The character set that a collation belongs to: what its name begins with.
std::string character_set_of(std::string_view collation);

bool equals_ignoring_case(std::string_view one, std::string_view other);

}  // namespace strata::dialects::mariadb
