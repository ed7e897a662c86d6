// One function per stretch of a statement: what comes before a body (header), a handler's conditions, and the body's
// own statements (MariaDB: programmatic-compound-statements). See stored_program.hpp.
#include "dialects/mariadb/stored_program.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace strata::dialects::mariadb {
namespace {

bool is_one_of(const Token& token, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return is_keyword(token, word); });
}

// What stands between a routine's parameters and its body, besides texts, sizes in parentheses and the words that
// these take behind them.
constexpr auto characteristics = std::to_array<std::string_view>(
    {"comment", "language",  "sql",      "not",     "deterministic", "contains", "no",      "reads",
     "data",    "modifies",  "security", "definer", "invoker",       "unsigned", "signed",  "zerofill",
     "charset", "character", "collate",  "binary",  "ascii",         "unicode",  "varying", "precision"});

bool is_characteristic(const Token& token, const Token& before) {
  if (token.kind == TokenKind::string || token.kind == TokenKind::symbol) return true;
  if (is_one_of(before, {"charset", "collate", "language"})) return true;
  if (is_keyword(before, "character")) return is_keyword(token, "set");
  if (is_keyword(before, "set")) return true;  // CHARACTER SET utf8mb4
  return std::ranges::any_of(characteristics, [&](std::string_view word) { return is_keyword(token, word); });
}

}  // namespace

void StoredProgram::follow(const Token& token) {
  if (is_symbol(token, "(")) ++parentheses_;
  if (is_symbol(token, ")")) --parentheses_;
  if (!follow_header(token)) follow_body(token);
  before_ = token;
  first_ = false;
}

// False where the token is a body's, or one of a statement without any.
bool StoredProgram::follow_header(const Token& token) {
  switch (place_) {
    case Place::start:
      if (!first_ || !is_one_of(token, {"create", "alter", "begin", "declare"})) return false;
      if (is_keyword(token, "declare")) oracle_ = true;
      place_ = is_keyword(token, "begin") ? Place::opened : Place::created;
      return true;
    case Place::opened:  // BEGIN NOT ATOMIC; or BEGIN WORK, which is a transaction
      place_ = Place::inside;
      if (is_keyword(token, "not")) {
        program_ = true;
        blocks_.push_back({BlockKind::begin, true});
      } else if (!is_keyword(token, "work")) {
        oracle_ = true;
      }
      return true;
    case Place::definer:
      place_ = Place::created;
      return true;
    case Place::created:
      follow_created(token);
      return true;
    case Place::trigger_header:
      follow_trigger(token);
      return place_ == Place::trigger_header;
    case Place::event_header:
      if (!is_keyword(token, "do")) return true;
      program_ = true;
      place_ = Place::start;
      return true;
    case Place::routine_name:
    case Place::return_type:
    case Place::routine_header:
      follow_routine(token);
      return place_ != Place::start;
    case Place::inside:
    case Place::closed:
      return false;
  }
  return false;
}

// CREATE [OR REPLACE] [DEFINER = user] [AGGREGATE] and what is created, which need not be a program.
void StoredProgram::follow_created(const Token& token) {
  if (is_one_of(token, {"procedure", "function"})) {
    place_ = Place::routine_name;
  } else if (is_keyword(token, "trigger")) {
    place_ = Place::trigger_header;
  } else if (is_keyword(token, "event")) {
    place_ = Place::event_header;
  } else if (is_keyword(token, "package")) {
    oracle_ = true;
    place_ = Place::inside;
  } else if (is_symbol(token, "=")) {
    place_ = Place::definer;
  } else if (token.kind == TokenKind::word &&
             !is_one_of(token, {"or", "replace", "definer", "aggregate", "current_user", "current_role"})) {
    place_ = Place::inside;
  }
}

// FOR EACH ROW [FOLLOWS|PRECEDES name]: behind it stands the body, which begins with `token` then.
void StoredProgram::follow_trigger(const Token& token) {
  if (!row_) {
    row_ = is_keyword(token, "row") && is_keyword(before_, "each");
    return;
  }
  if (is_one_of(before_, {"follows", "precedes"})) return;
  if (is_keyword(before_, "row") && is_one_of(token, {"follows", "precedes"})) return;
  program_ = true;
  place_ = Place::start;
}

void StoredProgram::follow_routine(const Token& token) {
  if (place_ == Place::routine_name) {
    if (is_one_of(token, {"is", "as"}) && before_.kind != TokenKind::symbol) oracle_ = true;
    if (parentheses_ == 0 && is_symbol(token, ")")) place_ = Place::routine_header;
    return;
  }
  if (parentheses_ > 0 || (parentheses_ == 0 && is_symbol(token, ")"))) return;
  if (place_ == Place::return_type) {
    place_ = Place::routine_header;
    return;
  }
  if (is_keyword(token, "returns")) {
    place_ = Place::return_type;
    return;
  }
  if (is_one_of(token, {"is", "as"})) oracle_ = true;
  if (is_characteristic(token, before_)) return;
  program_ = true;
  returns_ = is_keyword(token, "return");
  place_ = Place::start;
}

void StoredProgram::follow_body(const Token& token) {
  if (returns_ && blocks_.empty() && parentheses_ == 0) {
    const bool test = is_one_of(token, {"not", "null", "true", "false", "unknown", "json"});
    if (is_keyword(token, "as") || (is_keyword(before_, "is") && !test)) oracle_ = true;
  }
  if (is_symbol(token, ";")) {
    while (inside_block() && blocks_.back().kind == BlockKind::expression) blocks_.pop_back();
    handler_ = Handler::none;
    label_ = false;
    place_ = Place::start;
    return;
  }
  if (place_ == Place::closed) return;
  if (label_ && is_symbol(token, ":")) {
    label_ = false;
    place_ = Place::start;
    return;
  }
  label_ = false;
  if (handler_ != Handler::none && follow_handler(token)) return;
  if (place_ == Place::start) {
    if (begins_block(token)) return;
    label_ = is_name(token);
    place_ = Place::inside;
    return;
  }
  follow_words(token);
}

// DECLARE … HANDLER FOR condition, condition statement. False where `token` begins the statement.
bool StoredProgram::follow_handler(const Token& token) {
  switch (handler_) {
    case Handler::none:
      return false;
    case Handler::declared:
      if (is_keyword(token, "handler")) handler_ = Handler::named;
      // A variable or a cursor: DECLARE name …
      if (!is_one_of(token, {"handler", "continue", "exit", "undo"})) handler_ = Handler::none;
      return handler_ != Handler::none;
    case Handler::named:
      handler_ = Handler::condition;
      return true;
    case Handler::condition:
      handler_ = is_keyword(token, "sqlstate") ? Handler::state
                 : is_keyword(token, "not")    ? Handler::negated
                                               : Handler::complete;
      return true;
    case Handler::state:
      if (!is_keyword(token, "value")) handler_ = Handler::complete;
      return true;
    case Handler::negated:
      handler_ = Handler::complete;
      return true;
    case Handler::complete:
      if (is_symbol(token, ",")) {
        handler_ = Handler::condition;
        return true;
      }
      handler_ = Handler::none;
      place_ = Place::start;
      return false;
  }
  return false;
}

// At the start of a statement: whether the token opens or closes a block, or divides one.
bool StoredProgram::begins_block(const Token& token) {
  if (token.kind != TokenKind::word) return false;
  const BlockKind inner = inside_block() ? blocks_.back().kind : BlockKind::begin;
  const bool may_open = program_ || inside_block() || first_;
  if (is_keyword(token, "end") && inside_block()) {
    close_block();
  } else if (is_keyword(token, "begin") && may_open) {
    open(BlockKind::begin, false, Place::start);
  } else if (is_keyword(token, "if") && may_open) {
    open(BlockKind::branch, true, Place::inside);
  } else if (is_keyword(token, "case") && may_open) {
    open(BlockKind::choice, true, Place::inside);
  } else if (is_one_of(token, {"while", "for"}) && may_open) {
    open(BlockKind::counted, true, Place::inside);
  } else if (is_keyword(token, "loop") && may_open) {
    open(BlockKind::loop, false, Place::start);
  } else if (is_keyword(token, "repeat") && may_open) {
    open(BlockKind::repeat, false, Place::start);
  } else if ((is_keyword(token, "elseif") && inner == BlockKind::branch) ||
             (is_keyword(token, "when") && inner == BlockKind::choice) ||
             (is_keyword(token, "until") && inner == BlockKind::repeat)) {
    blocks_.back().header = true;
    place_ = Place::inside;
  } else if ((is_keyword(token, "else") && (inner == BlockKind::branch || inner == BlockKind::choice)) ||
             (is_one_of(token, {"not", "atomic"}) && inner == BlockKind::begin)) {
    place_ = Place::start;  // ELSE, BEGIN NOT ATOMIC
  } else if (is_keyword(token, "declare") && inside_block()) {
    handler_ = Handler::declared;
    place_ = Place::inside;
  } else {
    return false;
  }
  return true;
}

// Inside of a statement or of a block's header.
void StoredProgram::follow_words(const Token& token) {
  if (!inside_block() || token.kind != TokenKind::word || is_symbol(before_, ".")) return;
  Block& inner = blocks_.back();
  if (is_keyword(token, "case")) {
    open(BlockKind::expression, false, Place::inside);
  } else if (inner.kind == BlockKind::expression) {
    if (is_keyword(token, "end")) blocks_.pop_back();
  } else if (inner.kind == BlockKind::repeat && inner.header && is_keyword(token, "end")) {
    close_block();
  } else if (inner.header) {
    const bool branches = inner.kind == BlockKind::branch || inner.kind == BlockKind::choice;
    const bool ends = (branches && is_keyword(token, "then")) ||
                      (inner.kind == BlockKind::counted && is_keyword(token, "do")) ||
                      (inner.kind == BlockKind::begin && is_keyword(token, "atomic"));
    if (!ends) return;
    inner.header = false;
    place_ = Place::start;
  }
}

void StoredProgram::open(BlockKind kind, bool header, Place place) {
  blocks_.push_back({kind, header});
  place_ = place;
}

// IF, CASE, LOOP or a label may follow the END: nothing of it begins a statement.
void StoredProgram::close_block() {
  blocks_.pop_back();
  place_ = Place::closed;
}

}  // namespace strata::dialects::mariadb
