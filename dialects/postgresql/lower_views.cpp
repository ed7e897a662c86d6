// Views that are replaced in place: those whose columns stay as they were. All others have become a drop and a
// creation by now (make_way.cpp).
#include "dialects/postgresql/lower_parts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/shape.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace strata::dialects::postgresql {
namespace {

using diff::Phase;
using diff::Step;
using schema::View;

std::string or_replace(const View& view) {
  return "CREATE OR REPLACE" + create_view(view).substr(std::string_view("CREATE").size());
}

// ALTER VIEW knows the check option as one option among the others.
schema::Options all_options(const View& view) {
  schema::Options options = view.options;
  if (!view.check_option.empty()) options.emplace_back("check_option", view.check_option);
  return options;
}

void change_options(const View& from, const View& to, Step& step) {
  const schema::Options old_options = all_options(from);
  const schema::Options options = all_options(to);
  std::string reset;
  schema::Options set;
  for (const auto& option : old_options) {
    const bool stays = std::ranges::any_of(options, [&](const auto& other) { return other.first == option.first; });
    if (!stays) reset += (reset.empty() ? "" : ", ") + option.first;
  }
  for (const auto& option : options) {
    if (std::ranges::find(old_options, option) == old_options.end()) set.push_back(option);
  }
  const std::string head = fmt::format("ALTER {}VIEW {} ", to.materialized ? "MATERIALIZED " : "", quote(to.name));
  if (!reset.empty()) step.statements.push_back(head + "RESET (" + reset + ")");
  if (!set.empty()) step.statements.push_back(head + "SET" + with_clause(set).substr(std::string_view(" WITH").size()));
}

void replace(Lowering& lowering, std::size_t index) {
  const auto& o = std::get<diff::ReplaceView>(lowering.operations()[index]);
  Step step = lowering.new_step(index, Phase::constrain);
  if (o.from.definition != o.to.definition) {
    step.statements.push_back(or_replace(o.to));  // sets the options as well
  } else {
    change_options(o.from, o.to, step);
  }
  if (o.from.comment != o.to.comment) {
    const std::string what = o.to.materialized ? "MATERIALIZED VIEW " : "VIEW ";
    step.statements.push_back(comment_on(what + quote(o.to.name), o.to.comment));
  }
  step.needs = used_by(o.to);
  step.needs.push_back(relation(o.to.name));
  step.provides = {shape(o.to.name)};  // with columns that others may wait for
  step.releases = used_by(o.from);
  std::erase_if(step.releases, [&](const diff::Resource& resource) {
    return std::ranges::find(step.needs, resource) != step.needs.end();
  });
  if (!step.statements.empty()) lowering.add(std::move(step));
}

}  // namespace

void lower_view_changes(Lowering& lowering) {
  for (const std::size_t i : lowering.open()) {
    if (!std::holds_alternative<diff::ReplaceView>(lowering.operations()[i])) continue;
    replace(lowering, i);
    lowering.mark_done(i);
  }
}

}  // namespace strata::dialects::postgresql
