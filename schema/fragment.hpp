// From what a model says for several engines to what one engine gets: its text, its objects, its quoted columns.
// Every dialect's resolve() uses these.
#pragma once

#include "schema/model.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::schema {

// Quotes an identifier in the engine's way.
using QuoteFunction = std::function<std::string(std::string_view)>;

// Whether an object limited to `engines` is there on `engine`; no limit means everywhere.
bool on_engine(const OnlyOn& engines, std::string_view engine);

// The engine's own text, else the one for all engines, else nothing.
std::optional<std::string> text_for(const std::vector<EngineText>& texts, std::string_view engine);

// The fragment as SQL of one engine: its text there, each {} replaced by the next column, {{ and }} by braces.
// Needs as many columns as {}, which validate() sees to.
std::string expand(const Fragment& fragment, std::string_view engine, const QuoteFunction& quote);

// A view's query: like expand(), except that a query which names no columns is plain SQL, braces and all.
std::string expand_query(const Fragment& query, std::string_view engine, const QuoteFunction& quote);

// How many {} a text has; nothing where a brace stands alone.
std::optional<std::size_t> count_placeholders(std::string_view text);

// A text that expands to `sql`: braces doubled.
std::string escape_braces(std::string_view sql);

}  // namespace strata::schema
