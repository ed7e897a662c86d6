// Texts of a model for one engine; see fragment.hpp.
#include "schema/fragment.hpp"

#include <algorithm>

namespace strata::schema {
namespace {

const std::string& text_on(const Fragment& fragment, std::string_view engine) {
  const auto own = std::ranges::find(fragment.on_engine, engine, &EngineText::engine);
  return own == fragment.on_engine.end() ? fragment.text : own->text;
}

bool pair_at(std::string_view text, std::size_t at, char first, char second) {
  return text[at] == first && at + 1 < text.size() && text[at + 1] == second;
}

}  // namespace

bool on_engine(const OnlyOn& engines, std::string_view engine) {
  return engines.empty() || std::ranges::find(engines, engine) != engines.end();
}

std::optional<std::string> text_for(const std::vector<EngineText>& texts, std::string_view engine) {
  const auto own = std::ranges::find(texts, engine, &EngineText::engine);
  if (own != texts.end()) return own->text;
  const auto common = std::ranges::find(texts, std::string_view(), &EngineText::engine);
  return common == texts.end() ? std::nullopt : std::optional<std::string>(common->text);
}

std::string expand(const Fragment& fragment, std::string_view engine, const QuoteFunction& quote) {
  const std::string& text = text_on(fragment, engine);
  std::string sql;
  std::size_t next_column = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (pair_at(text, at, '{', '}') && next_column < fragment.columns.size()) {
      sql += quote(fragment.columns[next_column++]);
      ++at;
    } else if (pair_at(text, at, '{', '{') || pair_at(text, at, '}', '}')) {
      sql += text[at];
      ++at;
    } else {
      sql += text[at];
    }
  }
  return sql;
}

std::string expand_query(const Fragment& query, std::string_view engine, const QuoteFunction& quote) {
  return query.columns.empty() ? text_on(query, engine) : expand(query, engine, quote);
}

std::optional<std::size_t> count_placeholders(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{' && text[at] != '}') continue;
    if (pair_at(text, at, '{', '}')) {
      ++count;
    } else if (!pair_at(text, at, '{', '{') && !pair_at(text, at, '}', '}')) {
      return std::nullopt;
    }
    ++at;
  }
  return count;
}

std::string escape_braces(std::string_view sql) {
  std::string text;
  text.reserve(sql.size());
  for (const char c : sql) {
    text += c;
    if (c == '{' || c == '}') text += c;
  }
  return text;
}

}  // namespace strata::schema
