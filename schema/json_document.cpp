// Builds the tree from the events of nlohmann's parser; see json_document.hpp.
#include "schema/json_document.hpp"

#include "schema/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace strata::schema::json {
namespace {

constexpr std::size_t depth_limit = 200;  // nothing real comes close, and the tree is walked by recursion

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

// nlohmann's SAX interface.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, const std::string& source) : text_(text), source_(source) {}

  Value take() { return std::move(root_); }

  bool null() override { return add({}); }
  bool boolean(bool value) override { return add({ValueKind::boolean, value, 0, {}, {}, {}}); }
  bool number_integer(std::int64_t value) override { return add({ValueKind::integer, false, value, {}, {}, {}}); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return add({ValueKind::other_number, false, 0, std::to_string(value), {}, {}});
    }
    return number_integer(static_cast<std::int64_t>(value));
  }
  bool number_float(double, const std::string& written) override {
    return add({ValueKind::other_number, false, 0, written, {}, {}});
  }
  bool string(std::string& value) override { return add({ValueKind::text, false, 0, std::move(value), {}, {}}); }
  bool binary(nlohmann::json::binary_t&) override { return false; }  // JSON text has none

  bool start_object(std::size_t) override { return open(ValueKind::object); }
  bool start_array(std::size_t) override { return open(ValueKind::list); }
  bool end_array() override { return close(); }
  bool end_object() override {
    refuse_repeated_keys();
    return close();
  }
  bool key(std::string& name) override {
    open_.back()->keys.push_back(std::move(name));
    return true;
  }

  bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception& error) override {
    throw Error(ErrorCode::models, syntax_message(error.what())).at(place_of(text_, byte == 0 ? 0 : byte - 1, source_));
  }

 private:
  // Pointers to open values stay valid: only the innermost one's list grows.
  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else {
      open_.back()->elements.push_back(std::move(value));
    }
    return true;
  }

  bool open(ValueKind kind) {
    if (open_.size() == depth_limit) throw Error(ErrorCode::models, "nested too deep").at({source_, 0, 0});
    add({kind, false, 0, {}, {}, {}});
    open_.push_back(open_.empty() ? &root_ : &open_.back()->elements.back());
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  void refuse_repeated_keys() {
    sorted_.assign(open_.back()->keys.begin(), open_.back()->keys.end());
    std::ranges::sort(sorted_);
    const auto twice = std::ranges::adjacent_find(sorted_);
    if (twice == sorted_.end()) return;
    throw Error(ErrorCode::models, "the key \"" + std::string(*twice) + "\" stands twice in one object")
        .at({source_, 0, 0});
  }

  std::string_view text_;
  const std::string& source_;
  Value root_;
  std::vector<Value*> open_;
  std::vector<std::string_view> sorted_;  // kept for its memory
};

}  // namespace

const Value* Value::find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key);
  return found == keys.end() ? nullptr : &elements[static_cast<std::size_t>(found - keys.begin())];
}

Value parse(std::string_view text, const std::string& source_name) {
  TreeBuilder builder(text, source_name);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace strata::schema::json
