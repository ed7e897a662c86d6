// Walks the same field lists as the writer over the parsed document. The path to a value is a chain of stack
// nodes, so that nothing is spent on it until there is an error to show.
#include "schema/read_json.hpp"

#include "schema/error.hpp"
#include "schema/json_document.hpp"
#include "schema/json_model_fields.hpp"
#include "schema/nearest.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace strata::schema {
namespace {

using json::Value;
using json::ValueKind;

// Where a value is: the key or index below its parent.
struct Path {
  const Path* parent = nullptr;
  std::string_view key;  // empty: an element of a list
  std::size_t index = 0;
  const std::string* source = nullptr;

  [[nodiscard]] Path member(std::string_view name) const { return {this, name, 0, source}; }
  [[nodiscard]] Path element(std::size_t at) const { return {this, {}, at, source}; }
};

std::string to_string(const Path& path) {
  if (path.parent == nullptr) return "";
  std::string text = to_string(*path.parent);
  if (path.key.empty()) return text + "[" + std::to_string(path.index) + "]";
  if (!text.empty()) text += ".";
  return text.append(path.key);
}

Error error_at(const Path& path, const std::string& message) {
  const std::string place = to_string(path);
  return Error(ErrorCode::models, place.empty() ? message : place + ": " + message).at({*path.source, 0, 0});
}

// What a value is, in words: "a text", "the number 7".
std::string described(const Value& value) {
  switch (value.kind) {
    case ValueKind::null:
      return "null";
    case ValueKind::boolean:
      return value.boolean ? "true" : "false";
    case ValueKind::integer:
      return "the number " + std::to_string(value.integer);
    case ValueKind::other_number:
      return "the number " + value.text;
    case ValueKind::text:
      return "a text";
    case ValueKind::list:
      return "a list";
    case ValueKind::object:
      return "an object";
  }
  return "nothing";
}

[[noreturn]] void wrong_type(const Path& path, const char* expected, const Value& value) {
  throw error_at(path, std::string("expected ") + expected + ", found " + described(value));
}

const std::string& text_of(const Value& value, const Path& path) {
  if (value.kind != ValueKind::text) wrong_type(path, "a text", value);
  return value.text;
}

void read(const Value& value, const Path& path, std::string& out) {
  out = text_of(value, path);
}

void read(const Value& value, const Path& path, bool& out) {
  if (value.kind != ValueKind::boolean) wrong_type(path, "true or false", value);
  out = value.boolean;
}

void read(const Value& value, const Path& path, std::int64_t& out) {
  if (value.kind != ValueKind::integer) wrong_type(path, "a whole number of 64 bits", value);
  out = value.integer;
}

void read(const Value& value, const Path& path, int& out) {
  std::int64_t wide = 0;
  read(value, path, wide);
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
    wrong_type(path, "a whole number of 32 bits", value);
  }
  out = static_cast<int>(wide);
}

// "file:line"
void read(const Value& value, const Path& path, SourceLocation& out) {
  const std::string& text = text_of(value, path);
  const std::size_t colon = text.rfind(':');
  const char* end = text.data() + text.size();
  if (colon == std::string::npos) throw error_at(path, "expected \"file:line\", found \"" + text + "\"");
  const auto [stop, problem] = std::from_chars(text.data() + colon + 1, end, out.line);
  if (problem != std::errc{} || stop != end) throw error_at(path, "expected \"file:line\", found \"" + text + "\"");
  out.file = text.substr(0, colon);
}

// Refuses keys that are not in `known`, with the nearest one as the hint.
void refuse_unknown_keys(const Value& object, const Path& path, const std::vector<std::string>& known) {
  for (const std::string& key : object.keys) {
    if (std::ranges::find(known, key) != known.end()) continue;
    throw error_at(path.member(key), "unknown key").hint(did_you_mean(key, known));
  }
}

const Value& required_member(const Value& object, const Path& path, const char* key) {
  if (object.kind != ValueKind::object) wrong_type(path, "an object", object);
  const Value* found = object.find(key);
  if (found == nullptr) throw error_at(path, std::string("\"") + key + "\" is missing");
  return *found;
}

// A plain text is a name in the default schema.
void read(const Value& value, const Path& path, ObjectName& out) {
  if (value.kind == ValueKind::text) {
    out.name = value.text;
    return;
  }
  if (value.kind != ValueKind::object) wrong_type(path, "a name or {\"schema\": …, \"name\": …}", value);
  out.schema = text_of(required_member(value, path, "schema"), path.member("schema"));
  out.name = text_of(required_member(value, path, "name"), path.member("name"));
  refuse_unknown_keys(value, path, {"schema", "name"});
}

void read(const Value& value, const Path& path, std::pair<std::string, std::string>& out) {
  out.first = text_of(required_member(value, path, "name"), path.member("name"));
  out.second = text_of(required_member(value, path, "value"), path.member("value"));
  refuse_unknown_keys(value, path, {"name", "value"});
}

template <class T>
void read(const Value& value, const Path& path, T& out);

template <class T>
void read(const Value& value, const Path& path, std::optional<T>& out) {
  read(value, path, out.emplace());
}

template <class T>
void read(const Value& value, const Path& path, Rare<T>& out) {
  read(value, path, out.emplace());
}

template <class T>
void read(const Value& value, const Path& path, std::vector<T>& out) {
  if (value.kind != ValueKind::list) wrong_type(path, "a list", value);
  out.reserve(value.elements.size());
  for (std::size_t i = 0; i < value.elements.size(); ++i) read(value.elements[i], path.element(i), out.emplace_back());
}

template <class E>
E word_of(const Value& value, const Path& path) {
  const std::string& text = text_of(value, path);
  std::vector<std::string> known(std::begin(json::Words<E>::all), std::end(json::Words<E>::all));
  const auto found = std::ranges::find(known, text);
  if (found != known.end()) return static_cast<E>(found - known.begin());
  std::string list;
  for (const std::string& word : known) list += (list.empty() ? "\"" : ", \"") + word + "\"";
  throw error_at(path, "\"" + text + "\" is not one of " + list).hint(did_you_mean(text, known));
}

template <class T>
void read_members(const Value& object, const Path& path, T& out, std::vector<std::string> known = {}) {
  if (object.kind != ValueKind::object) wrong_type(path, "an object", object);
  std::size_t read_count = known.size();
  json::Fields<T>::each([&](const char* key, auto member, json::Presence presence = json::Presence::optional) {
    const Value* found = object.find(key);
    if (found != nullptr) {
      read(*found, path.member(key), out.*member);
      ++read_count;
    } else if (presence == json::Presence::required) {
      throw error_at(path, std::string("\"") + key + "\" is missing");
    }
  });
  if (read_count == object.keys.size()) return;
  json::Fields<T>::each([&](const char* key, auto, auto...) { known.emplace_back(key); });
  refuse_unknown_keys(object, path, known);
}

template <class T>
void read(const Value& value, const Path& path, T& out) {
  if constexpr (std::is_enum_v<T>) {
    out = word_of<T>(value, path);
  } else {
    read_members(value, path, out);
  }
}

// Checks the envelope and gives the kind.
std::string kind_of(const Value& document, const Path& path) {
  if (document.kind != ValueKind::object) wrong_type(path, "an object", document);
  const Value* stated = document.find("strata");
  if (stated == nullptr) throw error_at(path, "this is not strata's JSON: \"strata\" is missing");
  int version = 0;
  read(*stated, path.member("strata"), version);
  if (version != json::format_version) {
    throw error_at(path, "format version " + std::to_string(version) + " is not known; this strata reads version " +
                             std::to_string(json::format_version))
        .hint("write the file anew with this version of strata");
  }
  std::string kind = text_of(required_member(document, path, "kind"), path.member("kind"));
  if (kind == "model" || kind == "schema") return kind;
  throw error_at(path.member("kind"), "\"" + kind + "\" is not one of \"model\", \"schema\"");
}

template <class T>
T content_of(const Value& document, const Path& root) {
  T content;
  read_members(document, root, content, {"strata", "kind"});
  return content;
}

template <class T>
T read_kind(std::string_view text, const std::string& source, const char* expected) {
  const Value document = json::parse(text, source);
  const Path root{nullptr, {}, 0, &source};
  const std::string kind = kind_of(document, root);
  if (kind != expected) throw error_at(root, std::string("expected a ") + expected + ", found a " + kind);
  return content_of<T>(document, root);
}

}  // namespace

Model read_model(std::string_view text, const std::string& source_name) {
  return read_kind<Model>(text, source_name, "model");
}

Schema read_schema(std::string_view text, const std::string& source_name) {
  return read_kind<Schema>(text, source_name, "schema");
}

std::variant<Model, Schema> read_any(std::string_view text, const std::string& source_name) {
  const Value document = json::parse(text, source_name);
  const Path root{nullptr, {}, 0, &source_name};
  if (kind_of(document, root) == "model") return content_of<Model>(document, root);
  return content_of<Schema>(document, root);
}

}  // namespace strata::schema
