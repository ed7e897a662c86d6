// The parts of resolve(): each takes a piece of the models and gives what PostgreSQL gets. Problems are added to the
// findings; what is returned then is of no use. Names are given already (schema::named).
#pragma once

#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/model.hpp"
#include "schema/validate.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::postgresql {

inline constexpr std::string_view engine_name = "postgresql";
inline constexpr std::string_view engine_title = "PostgreSQL";  // in messages

// Whether a model's object is meant for this engine.
template <class Object>
bool here(const Object& object) {
  return schema::on_engine(object.only_on, engine_name);
}

// The fragment as PostgreSQL's SQL.
std::string expand_here(const schema::Fragment& fragment);

// A collation as SQL: models may give it as SQL ("\"C\"", "app.german") or by its bare name (C, en_US.utf8), which
// PostgreSQL would fold to lower case.
std::string collation_sql(const schema::Model& model, const std::string& collation);

std::vector<schema::Column> resolve_columns(Resolving& resolving, const schema::ModelTable& table);

// Indexes of a table, or of a materialised view.
std::vector<schema::Index> resolve_indexes(Resolving& resolving, const schema::ObjectName& owner,
                                           const std::vector<schema::ModelIndex>& indexes);

schema::Table resolve_table(Resolving& resolving, const schema::ModelTable& table);

// Names that are too long for PostgreSQL or that two objects of one schema share; see sql-createtable.html (tables,
// indexes, views and sequences share their names) and sql-createtype.html (types and tables do).
void check_names(const schema::Schema& schema, std::vector<schema::Finding>& findings);

// What views and defaults use, by the names in their texts: what is to be created first.
void find_dependencies(schema::Schema& schema);

}  // namespace strata::dialects::postgresql
