#include "runner/model_exporter.hpp"

#include "runner/compiler_message.hpp"
#include "schema/error.hpp"
#include "schema/read_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace strata::runner {
namespace {

constexpr std::size_t most_shown = 200;  // bytes of a line
constexpr std::size_t most_complaints = 16U << 10U;
constexpr std::string_view contract = "an exporter prints the model's JSON on standard output and nothing else";

// The first line of a text, cut short, with what is not printable made visible.
std::string first_line(std::string_view text) {
  const auto line = text.substr(0, std::min(text.find('\n'), most_shown));
  std::string shown;
  for (const char letter : line) {
    const bool control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
    shown += control ? fmt::format("\\x{:02x}", static_cast<unsigned char>(letter)) : std::string(1, letter);
  }
  return line.size() < text.size() && text[line.size()] != '\n' ? shown + " …" : shown;
}

std::string complaints(const Outcome& outcome) {
  if (outcome.err.size() <= most_complaints) return outcome.err;
  return outcome.err.substr(0, most_complaints) + "\n… (the rest is left out)";
}

void require_success(const Outcome& outcome, const Command& command, const std::string& name) {
  if (outcome.succeeded()) return;
  // The DSL reports what is wrong with a model as a compiler would.
  const CompilerMessage message = first_error(outcome.err, {});
  const bool told = outcome.exit_code > 0 && !message.text.empty();
  Error error(ErrorCode::models,
              told ? message.text : fmt::format("the exporter {} {}", name, describe(outcome, command)));
  error.detail(complaints(outcome)).at(message.place);
  if (outcome.timed_out) error.hint("[models] timeout gives it more time");
  throw error;
}

void require_output(const Outcome& outcome, const Command& command, const std::string& name) {
  if (outcome.output_cut) {
    throw Error(ErrorCode::models,
                fmt::format("the exporter {} prints more than {} MiB", name, command.output_limit >> 20U))
        .detail(first_line(outcome.out))
        .hint(std::string(contract));
  }
  if (outcome.out.find_first_not_of(" \t\r\n") != std::string::npos) return;
  throw Error(ErrorCode::models, fmt::format("the exporter {} printed nothing", name))
      .detail(complaints(outcome))
      .hint(std::string(contract));
}

}  // namespace

Exported take_model(Outcome outcome, const Command& command, const std::string& name) {
  require_success(outcome, command, name);
  require_output(outcome, command, name);
  try {
    return {schema::read_model(outcome.out, "the exporter's output"), std::move(outcome.out)};
  } catch (const Error& error) {
    std::string detail = error.detail();
    if (detail.empty()) detail = "it begins: " + first_line(outcome.out);
    throw Error(ErrorCode::models, fmt::format("the exporter {} did not print a model: {}", name, error.what()))
        .at(error.place())
        .detail(detail)
        .hint(error.hint().empty() ? std::string(contract) : error.hint());
  }
}

}  // namespace strata::runner
