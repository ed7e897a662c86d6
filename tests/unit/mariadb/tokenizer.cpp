// Tokens are the server's: strings with backslashes, comments that are code, and comments that are none.
#include "dialects/mariadb/tokenizer.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace strata::dialects::mariadb;

namespace {

using Kind = TokenKind;
using Pairs = std::vector<std::pair<Kind, std::string>>;

Pairs pairs_of(std::string_view sql) {
  Pairs out;
  for (const Token& token : tokenize(sql)) {
    if (token.kind != Kind::end) out.emplace_back(token.kind, token.text);
  }
  return out;
}

Pairs one(Kind kind, const std::string& text) {
  return {{kind, text}};
}

}  // namespace

TEST_CASE("strings end where the server ends them") {
  for (const char* text : {"'a''b'", "'a\\'b'", "\"a\"\"b\"", "\"a\\\"b\"", "'\\\\'", "'a\"b`c'", "N'a\\'b'", "x'4F'",
                           "B'01'", "''", "'two\nlines'"}) {
    INFO(text);
    CHECK(pairs_of(text) == one(Kind::string, text));
  }
  CHECK(pairs_of("_utf8mb4'a'") == Pairs{{Kind::word, "_utf8mb4"}, {Kind::string, "'a'"}});
  CHECK(pairs_of("'a' 'b'") == Pairs{{Kind::string, "'a'"}, {Kind::string, "'b'"}});
  CHECK(pairs_of("'a\\'") == one(Kind::unterminated, "'a\\'"));
  CHECK(pairs_of("x'4") == one(Kind::unterminated, "x'4"));
  CHECK(pairs_of("`a``b`") == one(Kind::quoted, "`a``b`"));
  CHECK(pairs_of("`a\\`") == one(Kind::quoted, "`a\\`"));
}

TEST_CASE("two dashes are a comment only before a space") {
  CHECK(pairs_of("5--1").size() == 4);
  CHECK(pairs_of("5-- 1").size() == 1);
  CHECK(pairs_of("5--\n1").size() == 2);
  CHECK(pairs_of("5--").size() == 1);
  CHECK(pairs_of("5 # 'x\n6").size() == 2);
  CHECK(pairs_of("5 /* /* */ 6").size() == 2);
  CHECK(pairs_of("/* open") == one(Kind::unterminated, "/* open"));
}

TEST_CASE("versioned comments are code") {
  CHECK(pairs_of("/*!50003 a */ b") == Pairs{{Kind::word, "a"}, {Kind::word, "b"}});
  CHECK(pairs_of("/*! a /* no */ b*/") == Pairs{{Kind::word, "a"}, {Kind::word, "b"}});
  CHECK(pairs_of("/*M!100100 a*/") == one(Kind::word, "a"));
  CHECK(pairs_of("/*!1003 a */") == Pairs{{Kind::number, "1003"}, {Kind::word, "a"}});
  CHECK(pairs_of("/*M!999999\\- enable the sandbox mode */").empty());
  CHECK(next_part("  /*!50003 a */", 0).kind == Kind::version_open);
  CHECK(next_part("  /*!50003 a */", 0).text == "/*!50003");
  CHECK(next_part(" */", 0).kind == Kind::version_close);
}

TEST_CASE("numbers, words and variables") {
  for (const char* text : {"12", "1.5", "1.", ".5", "1e5", "1.5E-3", "0xF0", "0b01"}) {
    INFO(text);
    CHECK(pairs_of(text) == one(Kind::number, text));
  }
  for (const char* text : {"a", "a$b", "1st", "0xyz", "0x", "größe", "_x", "\\N"}) {
    INFO(text);
    CHECK(pairs_of(text) == one(Kind::word, text));
  }
  for (const char* text : {"@a", "@@a", "@@global.a", "@`a b`", "@'h'", "@"}) {
    INFO(text);
    CHECK(pairs_of(text) == one(Kind::variable, text));
  }
  CHECK(pairs_of("t.1st") == Pairs{{Kind::word, "t"}, {Kind::symbol, "."}, {Kind::word, "1st"}});
  CHECK(pairs_of("1..9") == Pairs{{Kind::number, "1"}, {Kind::symbol, ".."}, {Kind::number, "9"}});
  CHECK(pairs_of("'u'@'%'") == Pairs{{Kind::string, "'u'"}, {Kind::variable, "@'%'"}});
}

TEST_CASE("operators are whole") {
  for (const char* text : {"<=>", "->>", "->", "<=", "<>", "!=", "||", "&&", ":=", "<<"}) {
    INFO(text);
    CHECK(pairs_of(text) == one(Kind::symbol, text));
  }
  CHECK(pairs_of("\x01") == one(Kind::illegal, "\x01"));
}

TEST_CASE("what names and strings stand for") {
  CHECK(identifier_of(tokenize("`a``b`").front()) == "a`b");
  CHECK(identifier_of(tokenize("Abc").front()) == "Abc");
  CHECK(string_of(tokenize("'it''s\\n\\0\\%'").front()) == std::string("it's\n\0\\%", 8));
  CHECK(string_of(tokenize("N'a\\'b'").front()) == "a'b");
}
