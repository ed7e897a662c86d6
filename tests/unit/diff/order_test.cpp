// order(): the cases of tests/data/diff/order.case, and random graphs judged by the rules themselves.
#include "case_file.hpp"
#include "random_schema.hpp"

#include "diff/step.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

namespace {

using namespace strata::diff;
using strata::test::Random;

const std::map<std::string, Phase> phases{{"release", Phase::release},     {"rename", Phase::rename},
                                          {"create", Phase::create},       {"alter", Phase::alter},
                                          {"constrain", Phase::constrain}, {"drop", Phase::drop}};

// "create a: create provides:a needs:b,c": summary, phase, resources.
Step parse_step(const std::string& line) {
  Step step;
  const std::size_t colon = line.find(": ");
  step.summary = line.substr(0, colon);
  std::istringstream words(line.substr(colon + 2));
  std::string word;
  words >> word;
  step.phase = phases.at(word);
  const std::map<std::string, std::vector<Resource>*> lists{
      {"provides", &step.provides}, {"needs", &step.needs}, {"releases", &step.releases}, {"removes", &step.removes}};
  while (words >> word) {
    const std::size_t separator = word.find(':');
    std::istringstream names(word.substr(separator + 1));
    for (std::string name; std::getline(names, name, ',');) {
      lists.at(word.substr(0, separator))->push_back({"table", {"", name}});
    }
  }
  return step;
}

std::vector<std::string> summaries(const std::vector<Step>& steps) {
  std::vector<std::string> lines;
  for (const Step& step : steps) lines.push_back(step.summary);
  return lines;
}

bool has(const std::vector<Resource>& resources, const Resource& resource) {
  return std::ranges::find(resources, resource) != resources.end();
}

// The rules of diff/step.hpp for two steps and one resource: must `a` run before `b`?
bool must_precede(const Step& a, const Step& b, const Resource& r, bool provided) {
  const bool a_rebuilds = has(a.provides, r) && has(a.removes, r);
  if (has(b.removes, r) && has(a.releases, r)) return true;
  if (has(b.removes, r) && has(a.needs, r) && !provided) return true;
  if (has(a.provides, r) && has(b.needs, r)) return true;
  return has(a.removes, r) && has(b.provides, r) && !a_rebuilds;
}

// Steps around a few tables: each table is created, dropped, rebuilt or left alone, and has users of the right kind.
std::vector<Step> random_steps(Random& random) {
  std::vector<Step> steps;
  const auto add = [&](Phase phase) -> Step& {
    steps.emplace_back();
    steps.back().phase = phase;
    return steps.back();
  };
  for (std::size_t table = 0; table < 12; ++table) {
    const Resource resource{"table", {"", "t" + std::to_string(table)}};
    const std::size_t life = random.below(5);  // created, dropped, rebuilt, replaced, untouched
    if (life == 0 || life == 3) add(Phase::create).provides = {resource};
    if (life == 1 || life == 3) add(random.one_in(2) ? Phase::drop : Phase::create).removes = {resource};
    if (life == 2) {
      Step& rebuild = add(Phase::alter);
      rebuild.provides = rebuild.removes = {resource};
    }
    for (std::size_t user = random.below(4); user > 0; --user) {
      add(random.one_in(2) ? Phase::constrain : Phase::release).needs = {resource};
    }
    for (std::size_t user = life == 0 ? 0 : random.below(3); user > 0; --user) {
      add(random.one_in(2) ? Phase::drop : Phase::release).releases = {resource};
    }
  }
  for (std::size_t i = steps.size(); i > 1; --i) std::swap(steps[i - 1], steps[random.below(i)]);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].summary = std::to_string(i);
  return steps;
}

}  // namespace

TEST_CASE("order cases") {
  for (const auto& test : strata::test::read_cases(STRATA_TEST_DATA "/diff/order.case")) {
    INFO(test.file << ":" << test.line << ": " << test.name);
    std::vector<Step> steps;
    for (const std::string& line : test.lines("steps")) steps.push_back(parse_step(line));
    if (const std::string error = test.text("error"); !error.empty()) {
      CHECK_THROWS_WITH(order(steps), error);
    } else {
      CHECK(summaries(order(steps)) == test.lines("order"));
    }
  }
}

TEST_CASE("random steps are ordered by the rules, the same way each time") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const std::vector<Step> given = random_steps(random);
    const std::vector<Step> ordered = order(given);
    INFO("seed " << seed);
    CHECK(summaries(order(given)) == summaries(ordered));
    CHECK_THAT(summaries(ordered), Catch::UnorderedEquals(summaries(given)));
    std::vector<std::string> violations;
    for (std::size_t table = 0; table < 12; ++table) {
      const Resource resource{"table", {"", "t" + std::to_string(table)}};
      const bool provided = std::ranges::any_of(given, [&](const Step& s) { return has(s.provides, resource); });
      for (std::size_t late = 0; late < ordered.size(); ++late) {
        for (std::size_t early = 0; early < late; ++early) {
          if (must_precede(ordered[late], ordered[early], resource, provided)) {
            violations.push_back(ordered[late].summary + " after " + ordered[early].summary);
          }
        }
      }
    }
    CHECK(violations == std::vector<std::string>{});
  }
}

TEST_CASE("many users of one resource stay cheap to order") {
  const Step use = parse_step("use: release needs:t");
  const Step make = parse_step("make: drop provides:t");
  std::vector<Step> steps;
  for (int i = 0; i < 20'000; ++i) steps.insert(steps.end(), {use, make});
  const std::vector<Step> ordered = order(steps);
  CHECK(ordered.front().summary == "make");
  CHECK(ordered[19'999].summary == "make");
  CHECK(ordered[20'000].summary == "use");
}
