// Text -> tokens, as the server's lexer cuts them.
#include "dialects/postgresql/tokenizer.hpp"

#include <catch2/catch.hpp>

using namespace strata::dialects::postgresql;

namespace {

std::vector<std::string> texts(std::string_view sql) {
  std::vector<std::string> out;
  for (const Token& token : tokenize(sql)) {
    if (token.kind != TokenKind::end) out.emplace_back(token.text);
  }
  return out;
}

using Texts = std::vector<std::string>;

TokenKind kind_of(std::string_view sql) {
  return next_token(sql, 0).kind;
}

}  // namespace

TEST_CASE("operators are cut where the server cuts them") {
  CHECK(texts("a::text->>'x'") == Texts{"a", "::", "text", "->>", "'x'"});
  CHECK(texts("1*-1") == Texts{"1", "*", "-", "1"});
  CHECK(texts("a@-b") == Texts{"a", "@-", "b"});
  CHECK(texts("a<=-1") == Texts{"a", "<=", "-", "1"});
  CHECK(texts("a--b\n+c") == Texts{"a", "+", "c"});
  CHECK(texts("a+/*x*/b") == Texts{"a", "+", "b"});
  CHECK(texts("x:=1..2") == Texts{"x", ":=", "1", "..", "2"});
  CHECK(texts("a[1:2],(b.c);") == Texts{"a", "[", "1", ":", "2", "]", ",", "(", "b", ".", "c", ")", ";"});
}

TEST_CASE("strings, names, numbers and parameters") {
  CHECK(texts("'it''s' E'\\'' U&'\\0041' x'1f' b'01' N'a'") ==
        Texts{"'it''s'", "E'\\''", "U&'\\0041'", "x'1f'", "b'01'", "N'a'"});
  CHECK(texts("'a' -- c\n 'b' 'c'") == Texts{"'a' -- c\n 'b'", "'c'"});
  CHECK(texts("$a$ $$ $a$ $1 a$1 $$x$$") == Texts{"$a$ $$ $a$", "$1", "a$1", "$$x$$"});
  CHECK(texts("1 1.5 .5 1. 1e3 1.5e-3 1e 12ab") ==
        Texts{"1", "1.5", ".5", "1.", "1e3", "1.5e-3", "1", "e", "12", "ab"});
  CHECK(texts("été \"a\"\"b\" U&\"x\"") == Texts{"été", "\"a\"\"b\"", "U&\"x\""});
  CHECK(kind_of("\"a\"") == TokenKind::quoted);
  CHECK(kind_of("$1") == TokenKind::parameter);
  CHECK(kind_of("\\d") == TokenKind::illegal);
  CHECK(kind_of("") == TokenKind::end);
  for (const char* open : {"'a", "E'a\\'", "\"a", "$$a", "$a$ $$", "/* /* */", "U&\"", "'a'\n'"}) {
    INFO(open);
    CHECK(kind_of(open) == TokenKind::unterminated);
  }
}

TEST_CASE("what names and strings stand for") {
  const auto name = [](std::string_view sql) { return identifier_of(next_token(sql, 0)); };
  CHECK(name("Users") == "users");
  CHECK(name("\"Us\"\"ers\"") == "Us\"ers");
  const auto string = [](std::string_view sql) { return string_of(next_token(sql, 0)); };
  CHECK(string("'it''s'") == "it's");
  CHECK(string("E'it\\'s\\n'") == "it's\n");
  CHECK(string("$a$x$$y$a$") == "x$$y");
  CHECK(string("$$$$").empty());
}
