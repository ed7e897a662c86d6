// Names out of what compilers print for __PRETTY_FUNCTION__. In: the text of an instantiation (g++ and clang write
// it differently); out: names as the source has them. It runs once per struct or enum, when models are loaded.
#include "models_state.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace strata::detail {
namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

// The identifier that ends before `end`.
std::string_view name_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_name_character(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

// What follows "T = " (or another parameter's name) up to the list's end.
std::string_view argument(std::string_view signature, std::string_view parameter) {
  const std::size_t at = signature.find(parameter);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + parameter.size();
  return signature.substr(begin, signature.rfind(']') - begin);
}

// The elements of a list whose opening bracket is behind us, up to the bracket that closes it.
std::vector<std::string_view> elements(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool closes = c == ')' || c == '}' || c == '>' || c == ']';
    if (c == '(' || c == '{' || c == '<' || c == '[') ++depth;
    if (depth == 0 && (closes || c == ',')) {
      found.push_back(text.substr(begin, at - begin));
      begin = at + 2;
      if (closes) break;
    }
    if (closes) --depth;
  }
  return found;
}

}  // namespace

// g++: "… [with T = User]", clang: "… [T = User]".
std::string type_name(TypeTag type) {
  return std::string(argument(type(), "T = "));
}

// "… P = &User::id]", whatever the parameter is called.
std::string member_name(const char* signature) {
  const std::string_view text = signature;
  return std::string(name_before(text, text.rfind(']')));
}

// g++: "… Fields = Addresses<2>{const void* [1][8]{const void* [8]{((const void*)(& blank<T>.….T::id)), …, 0}}}]",
// clang: "… Fields = {{{&blank.value.id, …, nullptr}}}]".
std::vector<std::string> field_names(const char* signature) {
  const std::string_view list = argument(signature, "Fields = ");
  const bool is_gcc = list.find("((const void*)(& ") != std::string_view::npos;
  std::vector<std::string> names;
  if (is_gcc) {
    for (std::size_t end = list.find("))"); end != std::string_view::npos; end = list.find("))", end + 2)) {
      names.emplace_back(name_before(list, end));
    }
  } else {
    for (std::size_t at = list.find('&'); at != std::string_view::npos; at = list.find('&', at + 1)) {
      names.emplace_back(name_before(list, list.find_first_of(",}", at)));
    }
  }
  return names;
}

// g++: "… Values = {Role::member, (Role)1}]", clang: "… Values = <Role::member, (Role)1>]". A value without a name
// is a cast, and its "name" begins with a digit.
std::vector<Enumerator> enumerators(const EnumSpec& spec) {
  std::vector<Enumerator> found;
  long long value = spec.first;
  for (const std::string_view element : elements(argument(spec.signature(), "Values = ").substr(1))) {
    const std::string_view name = name_before(element, element.size());
    const bool named = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
    if (named) found.push_back({value, std::string(name)});
    ++value;
  }
  return found;
}

std::string snake_case(const std::string& type_name) {
  const std::size_t scope = type_name.rfind("::");
  const std::string name = scope == std::string::npos ? type_name : type_name.substr(scope + 2);
  std::string snake;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto is_upper = [&](std::size_t i) {
      return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
    };
    const bool begins_word = is_upper(at) && at > 0 && name[at - 1] != '_' &&
                             (!is_upper(at - 1) || (at + 1 < name.size() && !is_upper(at + 1)));
    if (begins_word) snake += '_';
    snake += static_cast<char>(std::tolower(static_cast<unsigned char>(name[at])));
  }
  return snake;
}

}  // namespace strata::detail
