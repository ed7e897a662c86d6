// Walks the same field lists as the writer over nlohmann's document. The path to a value is a chain of stack
// nodes, so that nothing is spent on it until there is an error to show.
#include "schema/read_json.hpp"

#include "schema/error.hpp"
#include "schema/json_model_fields.hpp"
#include "schema/nearest.hpp"

#include <nlohmann/json.hpp>

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

using Json = nlohmann::json;

constexpr int depth_limit = 64;  // types nest (an array of arrays); nothing real comes close

// Where a value is: the key or index below its parent.
struct Path {
  const Path* parent = nullptr;
  std::string_view key;  // empty: an element of a list
  std::size_t index = 0;
  int depth = 0;
  const std::string* source = nullptr;

  [[nodiscard]] Path member(std::string_view name) const { return {this, name, 0, depth + 1, source}; }
  [[nodiscard]] Path element(std::size_t at) const { return {this, {}, at, depth + 1, source}; }
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
std::string described(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case Json::value_t::string:
      return "a text";
    case Json::value_t::array:
      return "a list";
    case Json::value_t::object:
      return "an object";
    default:
      return "the number " + value.dump();
  }
}

[[noreturn]] void wrong_type(const Path& path, const char* expected, const Json& value) {
  throw error_at(path, std::string("expected ") + expected + ", found " + described(value));
}

const std::string& text_of(const Json& value, const Path& path) {
  if (!value.is_string()) wrong_type(path, "a text", value);
  return value.get_ref<const std::string&>();
}

void read(const Json& value, const Path& path, std::string& out) {
  out = text_of(value, path);
}

void read(const Json& value, const Path& path, bool& out) {
  if (!value.is_boolean()) wrong_type(path, "true or false", value);
  out = value.get<bool>();
}

void read(const Json& value, const Path& path, std::int64_t& out) {
  const bool too_large =
      value.is_number_unsigned() &&
      value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!value.is_number_integer() || too_large) wrong_type(path, "a whole number of 64 bits", value);
  out = value.get<std::int64_t>();
}

void read(const Json& value, const Path& path, int& out) {
  std::int64_t wide = 0;
  read(value, path, wide);
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
    wrong_type(path, "a whole number of 32 bits", value);
  }
  out = static_cast<int>(wide);
}

// "file:line"
void read(const Json& value, const Path& path, SourceLocation& out) {
  const std::string& text = text_of(value, path);
  const std::size_t colon = text.rfind(':');
  const char* end = text.data() + text.size();
  if (colon == std::string::npos) throw error_at(path, "expected \"file:line\", found \"" + text + "\"");
  const auto [stop, problem] = std::from_chars(text.data() + colon + 1, end, out.line);
  if (problem != std::errc{} || stop != end) throw error_at(path, "expected \"file:line\", found \"" + text + "\"");
  out.file = text.substr(0, colon);
}

// Refuses keys that are not in `known`, with the nearest one as the hint.
void refuse_unknown_keys(const Json& object, const Path& path, const std::vector<std::string>& known) {
  for (const auto& [key, unused] : object.items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    throw error_at(path.member(key), "unknown key").hint(did_you_mean(key, known));
  }
}

const Json& required_member(const Json& object, const Path& path, const char* key) {
  if (!object.is_object()) wrong_type(path, "an object", object);
  const auto found = object.find(key);
  if (found == object.end()) throw error_at(path, std::string("\"") + key + "\" is missing");
  return *found;
}

// A plain text is a name in the default schema.
void read(const Json& value, const Path& path, ObjectName& out) {
  if (value.is_string()) {
    out.name = value.get_ref<const std::string&>();
    return;
  }
  if (!value.is_object()) wrong_type(path, "a name or {\"schema\": …, \"name\": …}", value);
  out.schema = text_of(required_member(value, path, "schema"), path.member("schema"));
  out.name = text_of(required_member(value, path, "name"), path.member("name"));
  refuse_unknown_keys(value, path, {"schema", "name"});
}

void read(const Json& value, const Path& path, std::pair<std::string, std::string>& out) {
  out.first = text_of(required_member(value, path, "name"), path.member("name"));
  out.second = text_of(required_member(value, path, "value"), path.member("value"));
  refuse_unknown_keys(value, path, {"name", "value"});
}

template <class T>
void read(const Json& value, const Path& path, T& out);

template <class T>
void read(const Json& value, const Path& path, std::optional<T>& out) {
  read(value, path, out.emplace());
}

template <class T>
void read(const Json& value, const Path& path, std::vector<T>& out) {
  if (!value.is_array()) wrong_type(path, "a list", value);
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) read(value[i], path.element(i), out.emplace_back());
}

template <class E>
E word_of(const Json& value, const Path& path) {
  const std::string& text = text_of(value, path);
  std::vector<std::string> known(std::begin(json::Words<E>::all), std::end(json::Words<E>::all));
  const auto found = std::ranges::find(known, text);
  if (found != known.end()) return static_cast<E>(found - known.begin());
  std::string list;
  for (const std::string& word : known) list += (list.empty() ? "\"" : ", \"") + word + "\"";
  throw error_at(path, "\"" + text + "\" is not one of " + list).hint(did_you_mean(text, known));
}

template <class T>
void read_members(const Json& object, const Path& path, T& out, std::vector<std::string> known = {}) {
  if (!object.is_object()) wrong_type(path, "an object", object);
  if (path.depth > depth_limit) throw error_at(path, "nested too deep");
  std::size_t read_count = known.size();
  json::Fields<T>::each([&](const char* key, auto member, json::Presence presence = json::Presence::optional) {
    const auto found = object.find(key);
    if (found != object.end()) {
      read(*found, path.member(key), out.*member);
      ++read_count;
    } else if (presence == json::Presence::required) {
      throw error_at(path, std::string("\"") + key + "\" is missing");
    }
  });
  if (read_count == object.size()) return;
  json::Fields<T>::each([&](const char* key, auto, auto...) { known.emplace_back(key); });
  refuse_unknown_keys(object, path, known);
}

template <class T>
void read(const Json& value, const Path& path, T& out) {
  if constexpr (std::is_enum_v<T>) {
    out = word_of<T>(value, path);
  } else {
    read_members(value, path, out);
  }
}

// Line and column of a byte, from 1; columns count characters.
Place place_of(std::string_view text, std::size_t byte, const std::string& source) {
  Place place{source, 1, 1};
  for (const char c : text.substr(0, byte)) {
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++place.column;
    }
  }
  return place;
}

// nlohmann says "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while …".
std::string syntax_message(const std::string& what) {
  const std::size_t start = what.find("syntax error");
  return "not JSON: " + (start == std::string::npos ? what : what.substr(start));
}

// The library keeps the last of two equal keys and says nothing; for a schema that would be a silent loss.
class RefuseRepeatedKeys {
 public:
  explicit RefuseRepeatedKeys(const std::string& source) : source_(source) {}

  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_.pop_back();
    if (event == Json::parse_event_t::key) {
      const std::string& key = parsed.get_ref<const std::string&>();
      auto& seen = keys_.back();
      if (std::ranges::find(seen, key) != seen.end()) {
        throw Error(ErrorCode::models, "the key \"" + key + "\" stands twice in one object").at({source_, 0, 0});
      }
      seen.push_back(key);
    }
    return true;
  }

 private:
  const std::string& source_;
  std::vector<std::vector<std::string>> keys_;  // of the objects that are open; each has a handful
};

Json parse(std::string_view text, const std::string& source) {
  try {
    return Json::parse(text.begin(), text.end(), RefuseRepeatedKeys(source));
  } catch (const Json::parse_error& error) {
    const std::size_t byte = error.byte == 0 ? 0 : error.byte - 1;
    throw Error(ErrorCode::models, syntax_message(error.what())).at(place_of(text, byte, source));
  }
}

// Checks the envelope and gives the kind.
std::string kind_of(const Json& document, const Path& path) {
  if (!document.is_object()) wrong_type(path, "an object", document);
  if (!document.contains("strata")) throw error_at(path, "this is not strata's JSON: \"strata\" is missing");
  int version = 0;
  read(document["strata"], path.member("strata"), version);
  if (version != json::format_version) {
    throw error_at(path, "format version " + std::to_string(version) + " is not known; this strata reads version " +
                             std::to_string(json::format_version))
        .hint("write the file anew with this version of strata");
  }
  const std::string kind = text_of(required_member(document, path, "kind"), path.member("kind"));
  if (kind == "model" || kind == "schema") return kind;
  throw error_at(path.member("kind"), "\"" + kind + "\" is not one of \"model\", \"schema\"");
}

template <class T>
T content_of(const Json& document, const Path& root) {
  T content;
  read_members(document, root, content, {"strata", "kind"});
  return content;
}

template <class T>
T read_kind(std::string_view text, const std::string& source, const char* expected) {
  const Json document = parse(text, source);
  const Path root{nullptr, {}, 0, 0, &source};
  const std::string kind = kind_of(document, root);
  if (kind != expected) throw error_at(root, std::string("expected a ") + expected + ", found a " + kind);
  return content_of<T>(document, root);
}

}  // namespace

Model read_model(std::string_view json, const std::string& source_name) {
  return read_kind<Model>(json, source_name, "model");
}

Schema read_schema(std::string_view json, const std::string& source_name) {
  return read_kind<Schema>(json, source_name, "schema");
}

std::variant<Model, Schema> read_any(std::string_view json, const std::string& source_name) {
  const Json document = parse(json, source_name);
  const Path root{nullptr, {}, 0, 0, &source_name};
  if (kind_of(document, root) == "model") return content_of<Model>(document, root);
  return content_of<Schema>(document, root);
}

}  // namespace strata::schema
