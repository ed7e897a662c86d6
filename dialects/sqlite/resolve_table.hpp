// One table of the models -> the table that SQLite gets; resolve.cpp does the schema around it.
#pragma once

#include "schema/model.hpp"
#include "schema/validate.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace strata::dialects::sqlite {

inline constexpr std::string_view engine_name = "sqlite";
inline constexpr std::string_view engine_title = "SQLite";  // in messages

// What the columns of a table become, and the checks that their types bring along.
struct ResolvedColumns {
  std::vector<schema::Column> columns;
  std::vector<schema::Check> checks;
};

// Problems are added to `findings`; what is returned then is of no use. Names are given already (schema::named).
ResolvedColumns resolve_columns(const schema::Model& model, const schema::ModelTable& table,
                                std::vector<schema::Finding>& findings);
schema::Table resolve_table(const schema::Model& model, const schema::ModelTable& table,
                            std::vector<schema::Finding>& findings);

// The name without "main." or "temp.", which are the only schemas that every SQLite database has.
schema::ObjectName resolve_name(const schema::ObjectName& name, const schema::SourceLocation& location,
                                std::vector<schema::Finding>& findings);

}  // namespace strata::dialects::sqlite
