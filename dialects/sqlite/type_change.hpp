// What becomes of values when their column's type changes. SQLite converts what it can and keeps the rest as it was
// (datatype3.html, section 3.3); STRICT tables refuse the rest (stricttables.html). Nothing is cast on the way, since
// CAST makes 0 of any text; so that no value slips through that the new type doesn't promise, a check stands before.
#pragma once

#include "schema/schema.hpp"

#include <string>
#include <vector>

namespace strata::dialects::sqlite {

// "values of t.c are converted from TEXT to INTEGER; …", or empty where they stay as they are.
std::string conversion(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                       const schema::Column& column);

// A condition on a row of `from`: its value would be no value of the new type, or lose digits on the way. Never true
// for NULL. Empty where all that the old type promises fits.
std::string misfit(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                   const schema::Column& column);

// Statements that fail before any row is touched while values do not fit, by a constraint whose name says which; none
// where all fit.
std::vector<std::string> precheck(const schema::Table& from, const schema::Table& to);

}  // namespace strata::dialects::sqlite
