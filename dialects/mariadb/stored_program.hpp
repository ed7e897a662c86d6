// Follows the blocks of stored programs, token by token, so that a semicolon inside of BEGIN … END is told from one
// that ends the statement. BEGIN, IF, CASE, LOOP, WHILE, REPEAT and FOR open a block only where a statement may
// begin, END closes one only there: names, IF(…), DROP … IF EXISTS and CASE … END in expressions are none.
#pragma once

#include "dialects/mariadb/tokenizer.hpp"

#include <vector>

namespace strata::dialects::mariadb {

class StoredProgram {
 public:
  // The next token of the statement; semicolons too, as long as inside_block().
  void follow(const Token& token);

  // Whether a block is open, so that a semicolon does not end the statement.
  [[nodiscard]] bool inside_block() const { return !blocks_.empty(); }
  // Whether the statement is what only sql_mode=ORACLE takes (… IS BEGIN, PACKAGE, a bare BEGIN or DECLARE block):
  // its blocks are not followed.
  [[nodiscard]] bool oracle() const { return oracle_; }

 private:
  enum class BlockKind { begin, branch, choice, loop, counted, repeat, expression };
  struct Block {
    BlockKind kind = BlockKind::begin;
    bool header = false;  // before THEN or DO, or behind UNTIL
  };
  // What the next token is part of.
  enum class Place {
    start,  // a statement may begin here
    inside,  // of a statement
    opened,  // after a BEGIN that is no part of a stored program: a transaction or a block
    created,  // after CREATE or ALTER, before the kind of object
    definer,  // after its =
    trigger_header,
    event_header,
    routine_name,  // up to its parameters
    routine_header,  // behind them
    return_type,  // after RETURNS
    closed,  // after END
  };
  enum class Handler { none, declared, named, condition, state, negated, complete };

  bool follow_header(const Token& token);
  bool follow_handler(const Token& token);
  void follow_created(const Token& token);
  void follow_trigger(const Token& token);
  void follow_routine(const Token& token);
  void follow_body(const Token& token);
  bool begins_block(const Token& token);
  void follow_words(const Token& token);
  void open(BlockKind kind, bool header, Place place);
  void close_block();

  std::vector<Block> blocks_;
  Place place_ = Place::start;
  Handler handler_ = Handler::none;
  Token before_;
  int parentheses_ = 0;
  bool first_ = true;
  bool program_ = false;  // the statement has a body
  bool row_ = false;  // a trigger's FOR EACH ROW is passed
  bool returns_ = false;  // the body is RETURN …, or Oracle's RETURN type IS …
  bool label_ = false;  // the token before may be one
  bool oracle_ = false;
};

}  // namespace strata::dialects::mariadb
