// Tokens as SQLite's own lexer cuts them.
#include "dialects/sqlite/tokenizer.hpp"

#include "dialects/sqlite/names.hpp"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

using namespace strata::dialects::sqlite;

namespace {

using Pieces = std::vector<std::pair<TokenKind, std::string>>;

Pieces pieces(std::string_view sql) {
  Pieces result;
  for (const Token& token : tokenize(sql)) {
    if (token.kind != TokenKind::end) result.emplace_back(token.kind, token.text);
  }
  return result;
}

}  // namespace

TEST_CASE("every way of quoting is one token") {
  CHECK(pieces(R"('it''s' "a""b" `c``d` [e f])") == Pieces{{TokenKind::string, "'it''s'"},
                                                           {TokenKind::quoted, "\"a\"\"b\""},
                                                           {TokenKind::quoted, "`c``d`"},
                                                           {TokenKind::quoted, "[e f]"}});
  CHECK(unquoted(tokenize("'it''s'").front()) == "it's");
  CHECK(unquoted(tokenize("\"a\"\"b\"").front()) == "a\"b");
  CHECK(unquoted(tokenize("[a''b]").front()) == "a''b");
  CHECK(unquoted(tokenize("''''").front()) == "'");
}

TEST_CASE("numbers and blobs") {
  for (const char* number : {"0", "12", "1.5", ".5", "1.", "1e10", "1.5E-3", "0x1fF"}) {
    CHECK(pieces(number) == Pieces{{TokenKind::number, number}});
  }
  CHECK(pieces("x'00fF'") == Pieces{{TokenKind::blob, "x'00fF'"}});
  CHECK(pieces("X''") == Pieces{{TokenKind::blob, "X''"}});
  CHECK(pieces("x'0'").front().first == TokenKind::illegal);
  CHECK(pieces("x'0g'").front().first == TokenKind::illegal);
  CHECK(pieces("12abc").front().first == TokenKind::illegal);
}

TEST_CASE("operators are taken as long as they are") {
  const Pieces found = pieces("a->>b->c||d<>e!=f<=g>=h==i<<j>>k");
  std::string operators;
  for (const auto& [kind, text] : found) {
    if (kind == TokenKind::symbol) operators += text + " ";
  }
  CHECK(operators == "->> -> || <> != <= >= == << >> ");
  CHECK(pieces("!").front().first == TokenKind::illegal);
}

TEST_CASE("comments are blanks, and an open block comment ends with the text") {
  CHECK(pieces("a -- b ; '\n/* c ' */ d /* e") == Pieces{{TokenKind::word, "a"}, {TokenKind::word, "d"}});
  CHECK(pieces("a - -1") ==
        Pieces{{TokenKind::word, "a"}, {TokenKind::symbol, "-"}, {TokenKind::symbol, "-"}, {TokenKind::number, "1"}});
  CHECK(pieces("/*/ a */ b") == Pieces{{TokenKind::word, "b"}});
  CHECK(pieces("\xEF\xBB\xBFselect") == Pieces{{TokenKind::word, "select"}});
}

TEST_CASE("a word may follow a hexadecimal number at once, but no other number") {
  CHECK(pieces("0xei") == Pieces{{TokenKind::number, "0xe"}, {TokenKind::word, "i"}});
  CHECK(pieces("12i") == Pieces{{TokenKind::illegal, "12i"}});
}

TEST_CASE("a vertical tab is a blank after another blank only") {
  CHECK(pieces("a \v\v b") == Pieces{{TokenKind::word, "a"}, {TokenKind::word, "b"}});
  CHECK(pieces("a\v") == Pieces{{TokenKind::word, "a"}, {TokenKind::illegal, "\v"}});
}

TEST_CASE("variables and words") {
  for (const char* variable : {"?", "?12", ":name", "@name", "$a::b(c)"}) {
    CHECK(pieces(variable) == Pieces{{TokenKind::variable, variable}});
  }
  CHECK(pieces("größe _a1$ x") ==
        Pieces{{TokenKind::word, "größe"}, {TokenKind::word, "_a1$"}, {TokenKind::word, "x"}});
}

TEST_CASE("what the text's end cuts off is told with its offset") {
  for (const char* sql : {"a 'b", "a \"b", "a `b", "a [b", "a x'0"}) {
    const std::vector<Token> tokens = tokenize(sql);
    REQUIRE(tokens.size() == 3);
    CHECK(tokens[1].kind == TokenKind::unterminated);
    CHECK(tokens[1].offset == 2);
  }
}

TEST_CASE("names compare without case in ASCII only") {
  CHECK(same_name("Users", "uSERS"));
  CHECK_FALSE(same_name("Ä", "ä"));
  CHECK_FALSE(same_name("a", "ab"));
  CHECK(plain_identifier("users"));
  CHECK_FALSE(plain_identifier("order"));
  CHECK_FALSE(plain_identifier("two words"));
  CHECK_FALSE(plain_identifier("1st"));
  CHECK_FALSE(plain_identifier(""));
}
