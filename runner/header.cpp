// The table of header keys, the fast reader of the canonical form and the writer. The reader gives up on the first
// thing it does not know: toml11 then either reads it or explains it, so nothing is decided twice.
#include "runner/header.hpp"

#include "runner/duration.hpp"
#include "schema/ascii.hpp"
#include "schema/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <chrono>
#include <optional>

namespace strata::runner {
namespace {

constexpr std::array<HeaderKey, 13> known_keys{{
    {"revision", HeaderField::id, HeaderType::text, true},
    {"parents", HeaderField::parents, HeaderType::texts, true},
    {"message", HeaderField::message, HeaderType::text, true},
    {"created", HeaderField::created, HeaderType::time, true},
    {"proved", HeaderField::proved, HeaderType::texts, false},
    {"depends_on", HeaderField::depends_on, HeaderType::texts, false},
    {"labels", HeaderField::labels, HeaderType::texts, false},
    {"transaction", HeaderField::transaction, HeaderType::flag, false},
    {"foreign_keys", HeaderField::foreign_keys, HeaderType::text, false},
    {"irreversible", HeaderField::irreversible, HeaderType::text, false},
    {"lock_timeout", HeaderField::lock_timeout, HeaderType::text, false},
    {"statement_timeout", HeaderField::statement_timeout, HeaderType::text, false},
    {"proof", HeaderField::proof, HeaderType::text, false},
}};

// An id or a label must not read like something else in a target.
std::string problem_of_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> reserved{"head", "heads", "base", "current"};
  if (!ascii::is_word(name)) return fmt::format("'{}' may hold letters, digits and _ only", name);
  if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) {
    return fmt::format("'{}' is a target of its own", name);
  }
  return {};
}

std::string problem_of_names(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::string problem = problem_of_name(name); !problem.empty()) return problem;
  }
  return {};
}

std::string problem_of_duration(std::string_view text) {
  if (parse_duration(text)) return {};
  return fmt::format("'{}' is no duration, write it as \"500ms\", \"5s\", \"2m\" or \"1h\"", text);
}

std::string set_text(Revision& revision, HeaderField field, std::string&& text) {
  std::string problem;
  switch (field) {
    case HeaderField::id:
      problem = problem_of_name(text);
      revision.id = std::move(text);
      break;
    case HeaderField::message:
      revision.message = std::move(text);
      break;
    case HeaderField::created:
      revision.created = std::move(text);
      break;
    case HeaderField::foreign_keys:
      if (text != "on" && text != "off") problem = R"(must be "on" or "off")";
      revision.options.foreign_keys = text != "off";
      break;
    case HeaderField::irreversible:
      if (text.empty()) problem = "must say why";
      revision.options.irreversible = text;
      break;
    case HeaderField::lock_timeout:
      problem = problem_of_duration(text);
      revision.options.lock_timeout = text;
      break;
    case HeaderField::statement_timeout:
      problem = problem_of_duration(text);
      revision.options.statement_timeout = text;
      break;
    case HeaderField::proof:
      revision.proof = text;
      break;
    default:
      break;  // no text
  }
  return problem;
}

std::string set_texts(Revision& revision, HeaderField field, std::vector<std::string>&& texts, int line) {
  std::string problem = problem_of_names(texts);
  if (field == HeaderField::parents) {
    revision.parents = std::move(texts);
    revision.parents_line = line;
  } else if (field == HeaderField::depends_on) {
    revision.depends_on = std::move(texts);
    revision.depends_on_line = line;
  } else if (field == HeaderField::labels) {
    revision.labels = std::move(texts);
  } else if (field == HeaderField::proved) {
    revision.proved = std::move(texts);
  }
  return problem;
}

// A cursor over one line: takes the small part of TOML that strata itself writes.
class CanonicalLine {
 public:
  explicit CanonicalLine(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  std::string_view take_key() {
    const std::size_t length = std::min(rest_.find(' '), rest_.size());
    const std::string_view key = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return key;
  }

  // The escapes that toml_string() writes; others are left to toml11.
  std::optional<std::string> take_string() {
    if (!take("\"")) return std::nullopt;
    const auto ordinary = [](char c) {
      return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
    };
    const auto plain = static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), ordinary) - rest_.begin());
    std::string text{rest_.substr(0, plain)};
    for (std::size_t i = plain; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (c == '"') {
        rest_.remove_prefix(i + 1);
        return text;
      }
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
      if (c != '\\') {
        text += c;
        continue;
      }
      if (++i == rest_.size()) return std::nullopt;
      if (rest_[i] == 'u') {
        unsigned code = 0;
        const char* const digits = rest_.data() + i + 1;
        if (rest_.size() < i + 5 || std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4)
          return std::nullopt;
        if (code > 0x7f) return std::nullopt;
        text += static_cast<char>(code);
        i += 4;
        continue;
      }
      if (rest_[i] != '"' && rest_[i] != '\\') return std::nullopt;
      text += rest_[i];
    }
    return std::nullopt;
  }

  std::optional<HeaderValue> take_value(HeaderType type) {
    switch (type) {
      case HeaderType::text: {
        auto text = take_string();
        if (!text) return std::nullopt;
        return HeaderValue{std::move(*text)};
      }
      case HeaderType::texts:
        return take_strings();
      case HeaderType::flag:
        if (take("true")) return HeaderValue{true};
        if (take("false")) return HeaderValue{false};
        return std::nullopt;
      case HeaderType::time:
        return take_time();
    }
    return std::nullopt;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::optional<HeaderValue> take_strings() {
    std::vector<std::string> texts;
    if (!take("[")) return std::nullopt;
    if (take("]")) return HeaderValue{std::move(texts)};
    do {
      auto text = take_string();
      if (!text) return std::nullopt;
      texts.push_back(std::move(*text));
    } while (take(", "));
    if (!take("]")) return std::nullopt;
    return HeaderValue{std::move(texts)};
  }

  std::optional<HeaderValue> take_time() {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";
    if (rest_.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const bool digit = rest_[i] >= '0' && rest_[i] <= '9';
      if (shape[i] == 'd' ? !digit : rest_[i] != shape[i]) return std::nullopt;
    }
    const auto number = [&](std::size_t offset) { return (rest_[offset] - '0') * 10 + (rest_[offset + 1] - '0'); };
    const std::chrono::year_month_day day{std::chrono::year{number(0) * 100 + number(2)},
                                          std::chrono::month{static_cast<unsigned>(number(5))},
                                          std::chrono::day{static_cast<unsigned>(number(8))}};
    if (!day.ok() || number(11) > 23 || number(14) > 59 || number(17) > 59) return std::nullopt;
    std::string text{rest_};
    rest_ = {};
    return HeaderValue{std::move(text)};
  }

  std::string_view rest_;
};

// Which of known_keys have been read.
using SeenKeys = std::bitset<known_keys.size()>;

bool read_canonical_line(std::string_view text, int line_number, Revision& revision, SeenKeys& seen) {
  CanonicalLine line{text};
  const HeaderKey* key = find_header_key(line.take_key());
  if (key == nullptr || !line.take(" = ")) return false;
  const auto index = static_cast<std::size_t>(key - known_keys.data());
  if (seen.test(index)) return false;
  seen.set(index);

  std::optional<HeaderValue> value = line.take_value(key->type);
  if (!value || !line.at_end()) return false;
  return set_header_value(revision, key->field, std::move(*value), line_number).empty();
}

// A basic TOML string. Control characters as \uXXXX, so that what we write is TOML whatever it holds.
std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += '\\';
    if (byte < 0x20 || byte == 0x7f)
      result += fmt::format("\\u{:04X}", byte);
    else
      result += c;
  }
  return result + '"';
}

std::string toml_strings(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(toml_string(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

}  // namespace

std::span<const HeaderKey> header_keys() {
  return known_keys;
}

const HeaderKey* find_header_key(std::string_view name) {
  const auto* const found =
      std::find_if(known_keys.begin(), known_keys.end(), [&](const HeaderKey& key) { return key.name == name; });
  return found == known_keys.end() ? nullptr : found;
}

std::string set_header_value(Revision& revision, HeaderField field, HeaderValue&& value, int line) {
  if (auto* text = std::get_if<std::string>(&value)) return set_text(revision, field, std::move(*text));
  if (auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    return set_texts(revision, field, std::move(*texts), line);
  }
  revision.options.transaction = std::get<bool>(value);
  return {};
}

bool read_canonical_header(std::string_view header, int first_line, Revision& revision) {
  if (schema::first_invalid_utf8(header) != std::string_view::npos) return false;
  SeenKeys seen;
  for (int line_number = first_line; !header.empty(); ++line_number) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    if (!line.starts_with("-- ")) return false;
    line.remove_prefix(3);
    if (!read_canonical_line(line, line_number, revision, seen)) return false;
  }
  for (std::size_t i = 0; i < known_keys.size(); ++i) {
    if (known_keys[i].required && !seen.test(i)) return false;
  }
  return true;
}

std::string render_options(const RunOptions& options) {
  std::string text;
  if (!options.transaction) text += "transaction = false\n";
  if (!options.foreign_keys) text += "foreign_keys = \"off\"\n";
  if (!options.irreversible.empty()) text += fmt::format("irreversible = {}\n", toml_string(options.irreversible));
  if (!options.lock_timeout.empty()) text += fmt::format("lock_timeout = {}\n", toml_string(options.lock_timeout));
  if (!options.statement_timeout.empty()) {
    text += fmt::format("statement_timeout = {}\n", toml_string(options.statement_timeout));
  }
  return text;
}

RunOptions parse_options(std::string_view text) {
  if (text.empty()) return {};  // as of nearly all: a revision is not made for it
  Revision revision;
  SeenKeys seen;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!read_canonical_line(line, line_number, revision, seen)) {
      throw Error(ErrorCode::revision, fmt::format("the history tables hold unknown options: {}", line))
          .hint("they were written by a newer strata, or by hand");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return revision.options;
}

std::string render_header(const Revision& revision) {
  std::string text = fmt::format("revision = {}\nparents = {}\nmessage = {}\ncreated = {}\n", toml_string(revision.id),
                                 toml_strings(revision.parents), toml_string(revision.message), revision.created);
  if (!revision.proved.empty()) text += fmt::format("proved = {}\n", toml_strings(revision.proved));
  if (!revision.depends_on.empty()) text += fmt::format("depends_on = {}\n", toml_strings(revision.depends_on));
  if (!revision.labels.empty()) text += fmt::format("labels = {}\n", toml_strings(revision.labels));
  text += render_options(revision.options);
  if (!revision.proof.empty()) text += fmt::format("proof = {}\n", toml_string(revision.proof));

  std::string commented;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    commented += fmt::format("-- {}\n", rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return commented;
}

}  // namespace strata::runner
