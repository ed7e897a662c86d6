// The parts of resolve(): each takes a piece of the models and gives what MariaDB gets. Problems are added to the
// findings; what is returned then is of no use. Names are given already (schema::named).
#pragma once

#include "dialects/resolving.hpp"
#include "schema/fragment.hpp"
#include "schema/model.hpp"
#include "schema/validate.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::mariadb {

inline constexpr std::string_view engine_name = "mariadb";
inline constexpr std::string_view engine_title = "MariaDB";  // in messages

// Whether a model's object is meant for this engine.
template <class Object>
bool here(const Object& object) {
  return schema::on_engine(object.only_on, engine_name);
}

// The fragment as MariaDB's SQL.
std::string expand_here(const schema::Fragment& fragment);

// The name without a schema, which MariaDB lacks (what it calls so is a database); refused where it has one.
schema::ObjectName resolve_name(Resolving& resolving, const schema::ObjectName& name,
                                const schema::SourceLocation& location);

std::vector<schema::Column> resolve_columns(Resolving& resolving, const schema::ModelTable& table);

schema::Table resolve_table(Resolving& resolving, const schema::ModelTable& table);

// What a column can say where PostgreSQL has its storage; all else is told by left_out().
inline constexpr std::string_view without_versions = "WITHOUT SYSTEM VERSIONING";

// Whether a storage parameter is one of PostgreSQL's, which left_out() tells; all others are taken for MariaDB's own.
bool is_foreign_parameter(std::string_view name);
// MariaDB's of the options that the models give.
schema::Options own_parameters(const schema::Options& parameters);

// What MariaDB asks of a table's keys: text in them has a length, and what is auto-increment comes first in one
// (errors 1170 and 1075; a plain index over a long text would be cut to a prefix with no more than a warning).
void check_keys(Resolving& resolving, const schema::Table& table);

// Names that are too long for MariaDB, or that two objects share which it keeps in one place.
void check_names(Resolving& resolving, const schema::Schema& schema);

}  // namespace strata::dialects::mariadb
