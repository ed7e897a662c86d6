// Tables and views, and what SQLite has no kind of object for; see resolve.hpp.
#include "dialects/sqlite/resolve.hpp"

#include "dialects/resolving.hpp"
#include "dialects/sqlite/references.hpp"
#include "dialects/sqlite/render.hpp"
#include "dialects/sqlite/resolve_table.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <fmt/format.h>

namespace strata::dialects::sqlite {
namespace {

using schema::Finding;

template <class Objects>
void refuse_all(const Objects& objects, std::string_view what, std::vector<Finding>& findings) {
  for (const auto& object : objects) {
    if (!schema::on_engine(object.only_on, engine_name)) continue;
    findings.push_back({object.location, fmt::format("{} {}: SQLite has none", what, to_string(object.name)),
                        "limit it to the engines that have it: .only_on(\"postgresql\")"});
  }
}

schema::View resolve_view(const schema::ModelView& view, std::vector<Finding>& findings) {
  if (view.materialized) {
    findings.push_back({view.location, fmt::format("view {} is materialised, which SQLite lacks", to_string(view.name)),
                        "make it a plain view, or .only_on(\"postgresql\")"});
  }
  if (!view.check_option.empty()) {
    findings.push_back(
        {view.location,
         fmt::format("view {} has a check option, but SQLite's views take no rows", to_string(view.name)),
         "leave it out, or .only_on(\"postgresql\")"});
  }
  schema::View out;
  out.name = resolve_name(view.name, view.location, findings);
  out.temporary = view.temporary;
  out.columns = view.columns;
  out.definition = trimmed_query(schema::expand_query(view.definition, engine_name, quote_identifier));
  out.location = view.location;
  return out;
}

}  // namespace

schema::Schema resolve(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  std::vector<Finding> findings;
  schema::Schema out;
  out.engine = engine_name;
  refuse_all(model.domains, "domain", findings);
  refuse_all(model.composite_types, "composite type", findings);
  refuse_all(model.sequences, "sequence", findings);
  for (const schema::ModelTable& table : model.tables) {
    if (schema::on_engine(table.only_on, engine_name)) out.tables.push_back(resolve_table(model, table, findings));
  }
  for (const schema::ModelView& view : model.views) {
    if (schema::on_engine(view.only_on, engine_name)) out.views.push_back(resolve_view(view, findings));
  }
  require_keys(out, "SQLite", findings);
  schema::require_none(findings);
  find_dependencies(out);
  return out;
}

}  // namespace strata::dialects::sqlite
