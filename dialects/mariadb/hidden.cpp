// Of several databases that a grantee is given rights on, the server takes the most specific name that matches; what
// the user has and what each of its roles has is added up.
#include "dialects/mariadb/hidden.hpp"

#include "dialects/mariadb/session.hpp"
#include "dialects/mariadb/statement_reader.hpp"
#include "schema/ascii.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace strata::dialects::mariadb {
namespace {

using Rights = std::set<std::string>;

struct Grant {
  Rights rights;
  std::string database;  // a pattern, as of LIKE; "*" of all
  std::string grantee;
};

// "SELECT (`a`, `b`), SHOW VIEW": words up to the next comma or ON.
Rights take_rights(StatementReader& in) {
  Rights rights;
  std::string right;
  while (!in.done() && !in.looking_at({"on"})) {
    if (is_symbol(in.token(), "(")) {
      in.take_parenthesized();
    } else if (in.accept_symbol(",")) {
      rights.insert(std::exchange(right, {}));
    } else {
      right += (right.empty() ? "" : " ") + ascii::in_upper_case(in.token().text);
      in.advance();
    }
  }
  rights.insert(std::move(right));
  return rights;
}

// Nothing for roles (GRANT `role` TO …), and for rights on a table or a routine.
std::optional<Grant> grant_on_database(std::string_view line) {
  StatementReader in(line);
  in.accept({"grant"});
  Grant grant{take_rights(in), {}, {}};
  if (!in.accept({"on"})) return std::nullopt;
  if (in.accept_symbol("*")) {
    grant.database = "*";
  } else if (in.token().kind == TokenKind::quoted) {
    grant.database = in.take_name();
  }
  if (grant.database.empty() || !in.accept_symbol(".") || !in.accept_symbol("*") || !in.accept({"to"})) {
    return std::nullopt;
  }
  grant.grantee = in.token().text;
  return grant;
}

bool is_like(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '%') {
    for (std::size_t at = 0; at <= name.size(); ++at) {
      if (is_like(name.substr(at), pattern.substr(1))) return true;
    }
    return false;
  }
  const bool any = pattern.front() == '_';
  if (pattern.front() == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
  return !name.empty() && (any || name.front() == pattern.front()) && is_like(name.substr(1), pattern.substr(1));
}

// How many characters stand before the first that is any; what has none is the most specific.
std::size_t specificity(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\')
      ++at;
    else if (pattern[at] == '%' || pattern[at] == '_')
      return at;
  }
  return std::string_view::npos;
}

Rights rights_on(const std::vector<Grant>& grants, std::string_view database) {
  Rights rights;
  std::map<std::string, const Grant*> best;
  for (const Grant& grant : grants) {
    if (grant.database == "*") {
      rights.insert(grant.rights.begin(), grant.rights.end());
    } else if (is_like(database, grant.database)) {
      const Grant*& known = best[grant.grantee];
      if (known == nullptr || specificity(known->database) < specificity(grant.database)) known = &grant;
    }
  }
  for (const auto& [grantee, grant] : best) rights.insert(grant->rights.begin(), grant->rights.end());
  return rights;
}

bool has_one_of(const Rights& rights, std::initializer_list<std::string_view> wanted) {
  const auto has = [&](std::string_view right) { return rights.contains(std::string(right)); };
  return has("ALL PRIVILEGES") || has("ALL") || std::ranges::any_of(wanted, has);
}

}  // namespace

std::vector<Hidden> hidden_kinds(const std::vector<std::string>& grants, std::string_view database) {
  std::vector<Grant> of_databases;
  for (const std::string& line : grants) {
    if (auto grant = grant_on_database(line)) of_databases.push_back(*std::move(grant));
  }
  const Rights rights = rights_on(of_databases, database);
  std::vector<Hidden> hidden;
  if (!has_one_of(rights, {"TRIGGER"})) hidden.push_back({"triggers", "TRIGGER"});
  if (!has_one_of(rights, {"EVENT"})) hidden.push_back({"events", "EVENT"});
  // Who may read mysql.proc sees them all.
  const bool sees_routines = has_one_of(rights, {"EXECUTE", "CREATE ROUTINE", "ALTER ROUTINE"}) ||
                             has_one_of(rights_on(of_databases, "mysql"), {"SELECT"});
  if (!sees_routines) hidden.push_back({"procedures and functions", "EXECUTE"});
  return hidden;
}

void tell_what_is_hidden(MariadbSession& session) {
  std::vector<std::string> grants;
  for (Row& row : session.query("SHOW GRANTS")) grants.push_back(std::move(row.at(0)).value_or(""));
  for (const auto& [objects, right] : hidden_kinds(grants, session.database())) {
    session.tell(fmt::format("{} of {} may be hidden: {} lacks the right {}", objects, session.database(),
                             session.user(), right));
  }
}

}  // namespace strata::dialects::mariadb
