// Triggers, routines and events: opaque objects, defined by what SHOW CREATE says. information_schema has their bodies
// without the introducers of character sets, so it only lists them.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/statement_reader.hpp"
#include "schema/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// The statement without DEFINER where it names who is connected: it is so anyway.
std::string without_own_definer(std::string_view statement, const Catalog& catalog) {
  StatementReader in(statement);
  in.accept({"create"});
  const std::size_t begin = in.offset();
  if (!in.accept({"definer"})) return std::string(statement);
  in.accept_symbol("=");
  const std::string user = in.token().kind == TokenKind::string ? in.take_string() : in.take_name();
  std::string_view host = in.token().text;  // @`host`, or @"host"
  if (in.token().kind != TokenKind::variable || user != catalog.user()) return std::string(statement);
  in.advance();
  host.remove_prefix(1);
  if (host != in_backticks(catalog.host()) && host != '"' + catalog.host() + '"') return std::string(statement);
  return std::string(statement.substr(0, begin)) + in.rest();
}

// Modes that change how SQL is read.
constexpr auto reading_modes =
    std::to_array<std::string_view>({"ANSI_QUOTES", "HIGH_NOT_PRECEDENCE", "IGNORE_SPACE", "NO_BACKSLASH_ESCAPES",
                                     "ORACLE", "PIPES_AS_CONCAT", "REAL_AS_FLOAT"});

bool has_mode(std::string_view modes, std::string_view mode) {
  const std::size_t at = modes.find(mode);
  return at != std::string_view::npos;
}

bool reads_alike(std::string_view one, std::string_view other) {
  return std::ranges::all_of(reading_modes,
                             [&](std::string_view mode) { return has_mode(one, mode) == has_mode(other, mode); });
}

// The statement so that what it makes has these settings, whatever the session's are: one statement all the same.
std::string with_settings(std::string statement, const Catalog& catalog, const std::string& sql_mode,
                          const std::string& time_zone) {
  std::string settings;
  if (sql_mode != catalog.sql_mode()) settings = "sql_mode = " + quote_literal(sql_mode);
  if (time_zone != catalog.time_zone()) {
    settings += (settings.empty() ? "" : ", ") + ("time_zone = " + quote_literal(time_zone));
  }
  if (settings.empty()) return statement;
  if (!reads_alike(sql_mode, catalog.sql_mode())) statement = "EXECUTE IMMEDIATE " + quote_literal(statement);
  return fmt::format("SET STATEMENT {} FOR {}", settings, statement);
}

struct Program {
  std::string kind;  // "PACKAGE BODY"
  std::string name;
  std::string sql_mode;
  std::string time_zone;  // of events
};

schema::OpaqueObject& add_program(Draft& draft, const Program& program, std::string statement) {
  schema::OpaqueObject& object = draft.schema.opaque_objects.emplace_back();
  object.kind = ascii::in_lower_case(program.kind);
  object.name.name = program.name;
  if (statement.empty()) return object;  // hidden from this user
  object.definition = with_settings(draft.catalog.own(without_own_definer(statement, draft.catalog)), draft.catalog,
                                    program.sql_mode, program.time_zone);
  object.removal = fmt::format("DROP {} {}", program.kind, quote_identifier(program.name));
  if (program.kind.starts_with("PACKAGE")) {  // a word of Oracle's mode only
    object.removal = with_settings(std::move(object.removal), draft.catalog, program.sql_mode, program.time_zone);
  }
  return object;
}

// FOR EACH ROW FOLLOWS `other`: SHOW CREATE does not say it.
std::string following(const std::string& statement, const std::string& other) {
  StatementReader in(statement);
  while (!in.done() && !in.accept({"for", "each", "row"})) in.advance();
  return in.done() ? statement
                   : statement.substr(0, in.offset()) + "FOLLOWS " + quote_identifier(other) + " " + in.rest();
}

void read_triggers(Draft& draft) {
  std::string last_place;
  std::string last_name;
  for (Row& row : draft.catalog.rows(triggers_query)) {
    Fields fields(row);
    Program program{"TRIGGER", fields.text(), "", draft.catalog.time_zone()};
    schema::ObjectName table{"", fields.text()};
    std::string place = table.name + " " + fields.text();
    place += " " + fields.text();
    fields.text();  // the position, which the order of rows says
    program.sql_mode = fields.text();
    if (!draft.catalog.in_scope(table.name)) continue;
    std::string statement = draft.catalog.shown("TRIGGER", program.name);
    const bool follows = place == last_place;
    if (follows) statement = following(statement, last_name);
    schema::OpaqueObject& object = add_program(draft, program, std::move(statement));
    object.table = std::move(table);
    if (follows) object.depends_on.push_back({"", last_name});
    last_place = std::move(place);
    last_name = program.name;
  }
}

void read_routines(Draft& draft) {
  for (Row& row : draft.catalog.rows(routines_query)) {
    Fields fields(row);
    Program program{"", fields.text(), "", draft.catalog.time_zone()};
    program.kind = fields.text();
    program.sql_mode = fields.text();
    if (draft.catalog.in_scope(program.name)) {
      add_program(draft, program, draft.catalog.shown(program.kind, program.name));
    }
  }
}

void read_events(Draft& draft) {
  for (Row& row : draft.catalog.rows(events_query)) {
    Fields fields(row);
    Program program{"EVENT", fields.text(), fields.text(), fields.text()};
    if (draft.catalog.in_scope(program.name)) add_program(draft, program, draft.catalog.shown("EVENT", program.name));
  }
}

}  // namespace

void read_programs(Draft& draft) {
  read_triggers(draft);
  read_routines(draft);
  read_events(draft);
}

}  // namespace strata::dialects::mariadb
