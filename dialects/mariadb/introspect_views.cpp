// Views by SHOW CREATE VIEW, which leaves the database's name out where information_schema writes it before every name.
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/statement_reader.hpp"

namespace strata::dialects::mariadb {
namespace {

void add_option(schema::View& view, std::string name, std::string value, std::string_view usual) {
  if (value != usual) view.options.emplace_back(std::move(name), std::move(value));
}

// "`app`@`localhost`", or "`role`".
std::string take_definer(StatementReader& in) {
  const std::size_t begin = in.offset();
  in.advance();
  if (in.token().kind == TokenKind::variable) in.advance();
  return in.since(begin);
}

// The query behind AS, without WITH … CHECK OPTION, which goes into its field.
void take_query(StatementReader& in, schema::View& view, const Catalog& catalog) {
  view.definition = catalog.own(in.rest());
  for (const std::string option : {"cascaded", "local"}) {
    const std::string suffix = option == "local" ? " WITH LOCAL CHECK OPTION" : " WITH CASCADED CHECK OPTION";
    if (!view.definition.ends_with(suffix)) continue;
    view.definition.erase(view.definition.size() - suffix.size());
    view.check_option = option;
    return;
  }
}

// CREATE ALGORITHM=… DEFINER=… SQL SECURITY … VIEW `name` AS …
schema::View read_view(std::string name, std::string_view statement, const Catalog& catalog) {
  schema::View view;
  view.name.name = std::move(name);
  StatementReader in(statement);
  in.accept({"create"});
  while (!in.done() && !in.accept({"view"})) {
    if (in.accept({"algorithm"})) {
      in.accept_symbol("=");
      add_option(view, "algorithm", in.take_name(), "UNDEFINED");
    } else if (in.accept({"definer"})) {
      in.accept_symbol("=");
      add_option(view, "definer", take_definer(in), in_backticks(catalog.user()) + "@" + in_backticks(catalog.host()));
    } else if (in.accept({"sql", "security"})) {
      add_option(view, "security", in.take_name(), "DEFINER");
    } else {
      in.advance();
    }
  }
  in.advance();
  in.accept({"as"});
  take_query(in, view, catalog);
  return view;
}

}  // namespace

void read_views(Draft& draft) {
  for (const std::string& name : draft.views) {
    const std::string statement = draft.catalog.shown("VIEW", name);
    if (statement.empty()) {
      // Not ours to see: it is named, but can't be made again.
      draft.schema.opaque_objects.push_back({"view", {"", name}, "", "", {}, {}, false});
    } else {
      draft.schema.views.push_back(read_view(name, statement, draft.catalog));
    }
  }
}

}  // namespace strata::dialects::mariadb
