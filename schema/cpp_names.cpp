// SQL names as C++ identifiers; see cpp_names.hpp.
#include "schema/cpp_names.hpp"

#include "schema/ascii.hpp"

#include <algorithm>

namespace strata::schema {
namespace {

// Keywords and alternative tokens of C++20, and macros of the standard library that a column could be called.
constexpr std::string_view reserved[] = {"NULL",
                                         "EOF",
                                         "FILE",
                                         "I",
                                         "NAN",
                                         "INFINITY",
                                         "BUFSIZ",
                                         "SIGINT",
                                         "alignas",
                                         "alignof",
                                         "and",
                                         "and_eq",
                                         "asm",
                                         "assert",
                                         "auto",
                                         "bitand",
                                         "bitor",
                                         "bool",
                                         "break",
                                         "case",
                                         "catch",
                                         "char",
                                         "char16_t",
                                         "char32_t",
                                         "char8_t",
                                         "class",
                                         "co_await",
                                         "co_return",
                                         "co_yield",
                                         "compl",
                                         "concept",
                                         "const",
                                         "const_cast",
                                         "consteval",
                                         "constexpr",
                                         "constinit",
                                         "continue",
                                         "decltype",
                                         "default",
                                         "delete",
                                         "do",
                                         "double",
                                         "dynamic_cast",
                                         "else",
                                         "enum",
                                         "errno",
                                         "explicit",
                                         "export",
                                         "extern",
                                         "false",
                                         "float",
                                         "for",
                                         "friend",
                                         "goto",
                                         "if",
                                         "inline",
                                         "int",
                                         "linux",
                                         "long",
                                         "major",
                                         "minor",
                                         "mutable",
                                         "namespace",
                                         "new",
                                         "noexcept",
                                         "not",
                                         "not_eq",
                                         "nullptr",
                                         "offsetof",
                                         "operator",
                                         "or",
                                         "or_eq",
                                         "private",
                                         "protected",
                                         "public",
                                         "register",
                                         "reinterpret_cast",
                                         "requires",
                                         "return",
                                         "setjmp",
                                         "short",
                                         "signed",
                                         "sizeof",
                                         "static",
                                         "static_assert",
                                         "static_cast",
                                         "std",
                                         "stderr",
                                         "stdin",
                                         "stdout",
                                         "strata",
                                         "struct",
                                         "switch",
                                         "template",
                                         "this",
                                         "thread_local",
                                         "throw",
                                         "true",
                                         "try",
                                         "typedef",
                                         "typeid",
                                         "typename",
                                         "union",
                                         "unix",
                                         "unsigned",
                                         "using",
                                         "va_arg",
                                         "virtual",
                                         "void",
                                         "volatile",
                                         "wchar_t",
                                         "while",
                                         "xor",
                                         "xor_eq"};

bool is_word(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c);
}
void append_pascal_word(std::string& out, std::string_view word) {
  const bool shouted = word.size() > 1 && std::ranges::none_of(word, ascii::is_lower);
  for (std::size_t i = 0; i < word.size(); ++i) {
    out += i == 0 ? ascii::upper(word[i]) : shouted ? ascii::lower(word[i]) : word[i];
  }
}

}  // namespace

std::string to_identifier(std::string_view sql_name) {
  std::string name;
  for (const char c : sql_name) {
    const bool separator = !is_word(c);
    if (!separator) name += c;
    if (separator && !name.empty() && name.back() != '_') name += '_';
  }
  const bool ends_in_own_underscore = sql_name.ends_with('_');
  if (name.ends_with('_') && !ends_in_own_underscore) name.pop_back();
  if (name.empty()) return "unnamed";
  if (ascii::is_digit(name.front())) name = "n" + name;
  if (std::ranges::find(reserved, name) != std::end(reserved)) name += '_';
  return name;
}

std::string to_pascal_case(std::string_view sql_name) {
  std::string name;
  for (std::size_t at = 0; at < sql_name.size();) {
    if (!is_word(sql_name[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < sql_name.size() && is_word(sql_name[end])) ++end;
    append_pascal_word(name, sql_name.substr(at, end - at));
    at = end;
  }
  if (name.empty()) return "Unnamed";
  if (ascii::is_digit(name.front())) name = "N" + name;
  if (std::ranges::find(reserved, name) != std::end(reserved)) name += '_';
  return name;
}

std::string to_snake_case(std::string_view sql_name) {
  std::string name;
  for (std::size_t i = 0; i < sql_name.size(); ++i) {
    const char c = sql_name[i];
    const bool new_word = ascii::is_upper(c) && i > 0 && ascii::is_lower(sql_name[i - 1]);
    if (new_word) name += '_';
    name += ascii::lower(c);
  }
  return to_identifier(name);
}

std::string UniqueNames::take(const std::string& wanted) {
  std::string name = wanted;
  const std::string stem = wanted.ends_with('_') ? wanted : wanted + "_";
  for (int number = 2; !taken_.insert(name).second; ++number) name = stem + std::to_string(number);
  return name;
}

}  // namespace strata::schema
