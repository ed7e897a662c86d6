// Walks the field lists of json_fields.hpp. What fits on one line stays on one line, so that a column reads like a
// column; the rest is laid out one element per line.
#include "schema/write_json.hpp"

#include "schema/error.hpp"
#include "schema/json_model_fields.hpp"
#include "schema/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace strata::schema {
namespace {

constexpr std::size_t longest_line = 120;

void append_escaped(std::string& out, char c) {
  constexpr char digits[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<unsigned char>(c);
  if (value >= 0x20U && value != 0x7FU) {
    out += c;
    return;
  }
  out += "\\u00";
  out += digits[value >> 4U];
  out += digits[value & 0x0FU];
}

std::string quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) {
      throw Error(ErrorCode::models, "a text of the schema is not UTF-8: " + std::string(text.substr(0, at)) + "…");
    }
    if (length == 1) {
      append_escaped(out, text[at]);
    } else {
      out += text.substr(at, length);
    }
    at += length;
  }
  return out += '"';
}

// `members` between brackets: on one line if they fit, else each on its own at `indent` + 2.
std::string lay_out(char open, const std::vector<std::string>& members, char close, std::size_t indent) {
  std::size_t width = indent + 2;
  bool one_line = true;
  for (const std::string& member : members) {
    width += member.size() + 2;
    one_line = one_line && width <= longest_line && member.find('\n') == std::string::npos;
  }
  const std::string newline = "\n" + std::string(indent, ' ');
  std::string out(1, open);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += one_line ? ", " : ",";
    if (!one_line) out += newline + "  ";
    out += members[i];
  }
  if (!one_line) out += newline;
  return out += close;
}

// `indent` is where the value's line begins: its closing bracket stands there when it takes several lines.
std::string render(const std::string& text, std::size_t) {
  return quoted(text);
}
std::string render(bool value, std::size_t) {
  return value ? "true" : "false";
}
std::string render(int value, std::size_t) {
  return std::to_string(value);
}
std::string render(std::int64_t value, std::size_t) {
  return std::to_string(value);
}

std::string render(const SourceLocation& location, std::size_t) {
  return quoted(location.file + ":" + std::to_string(location.line));
}

std::string render(const ObjectName& name, std::size_t) {
  if (name.schema.empty()) return quoted(name.name);
  return "{\"schema\": " + quoted(name.schema) + ", \"name\": " + quoted(name.name) + "}";
}

std::string render(const std::pair<std::string, std::string>& option, std::size_t) {
  return "{\"name\": " + quoted(option.first) + ", \"value\": " + quoted(option.second) + "}";
}

template <class T>
std::string render(const T& value, std::size_t indent);

template <class T>
std::string render(const std::optional<T>& value, std::size_t indent) {
  return render(*value, indent);  // an absent one equals its default and is never written
}

template <class T>
std::string render(const Rare<T>& value, std::size_t indent) {
  return render(*value, indent);
}

template <class T>
std::string render(const std::vector<T>& list, std::size_t indent) {
  std::vector<std::string> members;
  members.reserve(list.size());
  for (const T& element : list) members.push_back(render(element, indent + 2));
  return lay_out('[', members, ']', indent);
}

bool is_default(const SourceLocation& location, const SourceLocation&) {
  return location.file.empty();
}

template <class T>
bool is_default(const T& value, const T& default_value) {
  return value == default_value;
}

template <class T>
void add_members(std::vector<std::string>& members, const T& value, std::size_t indent) {
  const T defaults{};
  json::Fields<T>::each([&](const char* key, auto member, json::Presence presence = json::Presence::optional) {
    if (presence == json::Presence::optional && is_default(value.*member, defaults.*member)) return;
    members.push_back("\"" + std::string(key) + "\": " + render(value.*member, indent + 2));
  });
}

template <class T>
std::string render(const T& value, std::size_t indent) {
  if constexpr (std::is_enum_v<T>) {
    return quoted(json::Words<T>::all[static_cast<std::size_t>(value)]);
  } else {
    std::vector<std::string> members;
    add_members(members, value, indent);
    return lay_out('{', members, '}', indent);
  }
}

template <class T>
std::string document(const T& content, const char* kind) {
  std::vector<std::string> members{"\"strata\": " + std::to_string(json::format_version), "\"kind\": " + quoted(kind)};
  add_members(members, content, 0);
  return lay_out('{', members, '}', 0) + "\n";
}

}  // namespace

std::string to_json(const Model& model) {
  return document(model, "model");
}
std::string to_json(const Schema& schema) {
  return document(schema, "schema");
}

}  // namespace strata::schema
