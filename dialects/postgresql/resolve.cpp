// Namespaces, types, sequences and views, and the tables between them; see resolve.hpp.
#include "dialects/postgresql/resolve.hpp"

#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/resolve_parts.hpp"
#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/naming.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::postgresql {
namespace {

schema::Domain resolve_domain(const schema::Model& model, const schema::ModelDomain& domain) {
  schema::Domain out;
  out.name = domain.name;
  out.type = domain.type;
  out.nullable = domain.nullable;
  out.default_value = domain.default_value;
  out.collation = collation_sql(model, domain.collation);
  for (const schema::ModelCheck& check : domain.checks) {
    if (!here(check)) continue;
    out.checks.push_back(
        {check.name, expand_here(check.expression), false, check.validated, check.comment, check.location});
  }
  out.comment = domain.comment;
  out.location = domain.location;
  return out;
}

schema::CompositeType resolve_composite(const schema::Model& model, const schema::ModelCompositeType& type) {
  schema::CompositeType out{type.name, type.attributes, type.comment, type.location};
  for (schema::Column& attribute : out.attributes) attribute.collation = collation_sql(model, attribute.collation);
  return out;
}

// MariaDB's options are told by left_out().
bool is_own_option(const schema::ModelView& view, std::string_view option) {
  constexpr auto own = std::to_array<std::string_view>({"security_barrier", "security_invoker"});
  return view.materialized || std::ranges::find(own, option) != own.end();
}

schema::View resolve_view(Resolving& resolving, const schema::ModelView& view) {
  if (view.materialized && view.temporary) {
    resolving.refuse(view.location, "view " + to_string(view.name) + " is temporary and materialised",
                     "make it a temporary table, or one of the two");
  }
  if (view.materialized && !view.check_option.empty()) {
    resolving.refuse(view.location, "view " + to_string(view.name) + " is materialised, but has a check option",
                     "rows are not written through a materialised view: leave the option out");
  }
  schema::View out;
  out.name = view.temporary ? schema::ObjectName{"", view.name.name} : view.name;
  out.materialized = view.materialized;
  out.temporary = view.temporary;
  out.columns = view.columns;
  out.definition = trimmed_query(schema::expand_query(view.definition, engine_name, quote_identifier));
  for (const auto& option : view.options) {
    if (is_own_option(view, option.first)) out.options.push_back(option);
  }
  out.check_option = view.check_option;
  out.indexes = resolve_indexes(resolving, view.name, view.indexes);
  out.comment = view.comment;
  out.location = view.location;
  return out;
}

// The model's own, then those that names tell of. Every database has "public".
void add_namespaces(schema::Schema& schema) {
  const auto add = [&](const schema::ObjectName& name) {
    if (name.schema.empty() || name.schema == "public") return;
    if (std::ranges::find(schema.namespaces, name.schema) == schema.namespaces.end()) {
      schema.namespaces.push_back(name.schema);
    }
  };
  const auto add_all = [&](const auto& objects) {
    for (const auto& object : objects) add(object.name);
  };
  add_all(schema.enums);
  add_all(schema.domains);
  add_all(schema.composite_types);
  add_all(schema.sequences);
  add_all(schema.tables);
  add_all(schema.views);
}

// Whether an enum has columns, and all of them are on other engines: then it has no business here. One without any
// column was asked for by itself.
bool only_elsewhere(const schema::Model& model, const schema::ModelEnum& type) {
  bool elsewhere = false;
  for (const schema::ModelTable& table : model.tables) {
    for (const schema::ModelColumn& column : table.columns) {
      const schema::PortableType* scalar = &column.type;
      while (!scalar->element.empty()) scalar = &scalar->element.front();
      if (scalar->enum_name.empty() || find_enum(model, scalar->enum_name) != &type) continue;
      if (here(table) && here(column)) return false;
      elsewhere = true;
    }
  }
  return elsewhere;
}

}  // namespace

schema::Schema resolve(const schema::Model& given) {
  const schema::Model model = schema::named(given);
  Resolving resolving{model, {}};
  schema::Schema out;
  out.engine = engine_name;
  out.namespaces = model.namespaces;
  out.extensions = model.extensions;
  for (const schema::ModelEnum& type : model.enums) {
    if (only_elsewhere(model, type)) continue;
    out.enums.push_back({type.name, type.labels, type.comment, type.location});
  }
  for (const schema::ModelDomain& domain : model.domains) {
    if (here(domain)) out.domains.push_back(resolve_domain(model, domain));
  }
  for (const schema::ModelCompositeType& type : model.composite_types) {
    if (here(type)) out.composite_types.push_back(resolve_composite(model, type));
  }
  for (const schema::ModelSequence& sequence : model.sequences) {
    if (!here(sequence)) continue;
    out.sequences.push_back({sequence.name, sequence.options, sequence.owned_by, sequence.comment, sequence.location});
  }
  for (const schema::ModelTable& table : model.tables) {
    if (here(table)) out.tables.push_back(resolve_table(resolving, table));
  }
  for (const schema::ModelView& view : model.views) {
    if (here(view)) out.views.push_back(resolve_view(resolving, view));
  }
  add_namespaces(out);
  check_names(out, resolving.findings);
  require_keys(out, "PostgreSQL", resolving.findings);
  schema::require_none(resolving.findings);
  find_dependencies(out);
  return out;
}

}  // namespace strata::dialects::postgresql
