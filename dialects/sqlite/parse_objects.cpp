// Short readers of the other CREATE statements (SQLite: lang_createindex.html, lang_createview.html,
// lang_createvtab.html).
#include "dialects/sqlite/parse_objects.hpp"

#include "dialects/sqlite/parse_parts.hpp"

namespace strata::dialects::sqlite {
namespace {

void skip_if_not_exists(Cursor& cursor) {
  if (cursor.take_keywords("if", "not")) cursor.expect_keyword("exists");
}

// The source to the end, a closing semicolon left out.
std::string take_rest(Cursor& cursor) {
  const std::size_t first = cursor.index();
  while (!cursor.at_end() && !cursor.at_symbol(";")) cursor.take();
  return std::string(cursor.source(first, cursor.index()));
}

}  // namespace

schema::Index parse_index(std::string_view sql) {
  Cursor cursor(sql);
  schema::Index index;
  cursor.expect_keyword("create");
  index.unique = cursor.take_keyword("unique");
  cursor.expect_keyword("index");
  skip_if_not_exists(cursor);
  index.name = cursor.take_qualified_name();
  cursor.expect_keyword("on");
  cursor.take_name();
  index.parts = take_key_parts(cursor);
  if (cursor.take_keyword("where")) index.where = take_rest(cursor);
  if (!cursor.at_end() && !cursor.at_symbol(";")) cursor.fail("WHERE");
  return index;
}

schema::View parse_view(std::string_view sql) {
  Cursor cursor(sql);
  schema::View view;
  cursor.expect_keyword("create");
  view.temporary = cursor.take_keyword("temp") || cursor.take_keyword("temporary");
  cursor.expect_keyword("view");
  skip_if_not_exists(cursor);
  view.name.name = cursor.take_qualified_name();
  if (cursor.at_symbol("(")) {
    for (const schema::KeyPart& part : take_key_parts(cursor)) view.columns.push_back(part.column);
  }
  cursor.expect_keyword("as");
  view.definition = take_rest(cursor);
  if (view.definition.empty()) cursor.fail("a query");
  return view;
}

bool is_virtual_table(std::string_view sql) {
  const Token create = next_token(sql, 0);
  return is_keyword(create, "create") && is_keyword(next_token(sql, create.end_offset()), "virtual");
}

std::string virtual_table_module(std::string_view sql) {
  Cursor cursor(sql);
  cursor.expect_keyword("create");
  cursor.expect_keyword("virtual");
  cursor.expect_keyword("table");
  skip_if_not_exists(cursor);
  cursor.take_qualified_name();
  cursor.expect_keyword("using");
  return cursor.take_name();
}

std::string as_temporary(std::string_view sql) {
  const Token create = next_token(sql, 0);
  const Token kind = next_token(sql, create.end_offset());
  std::string statement(sql);
  if (is_keyword(kind, "temp") || is_keyword(kind, "temporary")) return statement;
  if (is_virtual_table(sql)) {  // has no TEMP of its own: the schema's name says it
    const Token table = next_token(sql, kind.end_offset());
    return statement.insert(next_token(sql, table.end_offset()).offset, "temp.");
  }
  return statement.insert(kind.offset, "TEMP ");
}

}  // namespace strata::dialects::sqlite
