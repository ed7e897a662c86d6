// The look of generated C++: string literals that a person would write, and statements that stay within the line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::schema {

// A literal of the text: plain, raw where that saves escapes, in several pieces where it is long.
std::string cpp_literal(std::string_view text);

// The text as the content of // comment lines.
std::string cpp_comment(std::string_view text);

// head.call(…).call(…): on one line if it fits, else a call per line, else broken within a call.
class Statement {
 public:
  explicit Statement(std::string head) { parts_.push_back(std::move(head)); }

  // Adds `.name(arguments)`.
  Statement& call(std::string_view name, const std::vector<std::string>& arguments = {});
  // Adds the call if the text is not empty, with the text as a literal.
  Statement& text(std::string_view name, std::string_view argument);
  // Adds the call without arguments if it is wanted.
  Statement& flag(std::string_view name, bool wanted);

  [[nodiscard]] bool has_calls() const { return parts_.size() > 1; }
  // The lines of it, ended by a semicolon and a newline.
  [[nodiscard]] std::string render() const;

 private:
  std::vector<std::string> parts_;
};

// "name(a, b)" for a Statement's head, and "{a, b}" for its arguments: both may be broken after a comma.
std::string cpp_call(std::string_view name, const std::vector<std::string>& arguments);
std::string cpp_braces(const std::vector<std::string>& elements);

}  // namespace strata::schema
