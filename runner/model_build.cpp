#include "runner/model_build.hpp"

#include "runner/compiler_message.hpp"
#include "runner/dsl_home.hpp"
#include "runner/source_glob.hpp"
#include "runner/subprocess.hpp"
#include "schema/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <system_error>
#include <thread>

namespace strata::runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_detail = 16U << 10U;  // bytes of a compiler's output that are shown

// One file to compile and where its object is kept.
struct Unit {
  fs::path source;
  fs::path cache;
  bool is_core = false;
  std::vector<std::string> arguments;  // of the compiler, without what it writes
  std::string recipe;  // a hash of them and of the compiler
  CachedObject object;  // without a path until it is found or compiled
};

struct Failure {
  const Unit* unit;
  std::string output;
};

Command tool_command(const Project& project, const std::vector<std::string>& environment,
                     std::vector<std::string> arguments) {
  Command command;
  command.arguments = std::move(arguments);
  command.directory = project.root;
  command.environment = environment;
  return command;
}

// "ccache g++" is two words; a path with blanks is one.
std::vector<std::string> words_of_compiler(const std::string& text, const fs::path& root) {
  std::error_code unknown;
  if (text.find('/') != std::string::npos && fs::exists(root / text, unknown)) return {text};
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  if (words.empty()) throw Error(ErrorCode::config, "[models] compiler is empty");
  return words;
}

Toolchain find_toolchain(const Project& project, const std::vector<std::string>& environment) {
  Toolchain toolchain{words_of_compiler(project.models.compiler, project.root), project.models.flags, {}};
  const auto sets_standard = [](const std::string& flag) { return flag.starts_with("-std="); };
  if (std::none_of(toolchain.flags.begin(), toolchain.flags.end(), sets_standard)) {
    toolchain.flags.insert(toolchain.flags.begin(), "-std=c++20");
  }
  auto arguments = toolchain.compiler;
  arguments.emplace_back("--version");
  const Command command = tool_command(project, environment, arguments);
  const Outcome outcome = run(command);
  if (!outcome.succeeded()) {
    throw Error(ErrorCode::models,
                fmt::format("the C++ compiler \"{}\" {}", project.models.compiler, describe(outcome, command)))
        .detail(outcome.err)
        .hint("install one (g++ or clang++), name it in [models] compiler, or give the models as [models] file");
  }
  toolchain.identity = outcome.out;
  return toolchain;
}

std::vector<std::string> compile_arguments(const Toolchain& toolchain, const DslHome& dsl, const Unit& unit) {
  auto arguments = toolchain.compiler;
  // As system headers, so that a project's warning flags judge its own code only.
  for (const auto& folder : dsl.include_folders) arguments.insert(arguments.end(), {"-isystem", folder.native()});
  arguments.insert(arguments.end(), toolchain.flags.begin(), toolchain.flags.end());
  if (unit.is_core) arguments.emplace_back("-Wno-error");
  arguments.insert(arguments.end(), {"-c", unit.source.native()});
  return arguments;
}

std::vector<Unit> units_of(const Project& project, const DslHome& dsl, const CacheFolders& cache,
                           const Toolchain& toolchain) {
  std::vector<Unit> units;
  for (const auto& source : expand_sources(project.root, project.models.sources)) {
    units.push_back({source, cache.project, false, {}, {}, {}});
  }
  for (const auto& source : dsl.sources) units.push_back({source, cache.shared, true, {}, {}, {}});
  for (auto& unit : units) {
    unit.arguments = compile_arguments(toolchain, dsl, unit);
    ContentHash recipe;
    recipe.add(toolchain.identity);
    for (const auto& argument : unit.arguments) recipe.add(argument);
    unit.recipe = recipe.hex();
  }
  return units;
}

std::string without_the_rest(std::string text) {
  if (text.size() <= most_detail) return text;
  const auto end = text.rfind('\n', most_detail);
  text.resize(end == std::string::npos ? most_detail : end);
  return text + "\n… (the rest of the compiler's output is left out)";
}

[[noreturn]] void throw_failures(const std::vector<Failure>& failures, const DslHome& dsl) {
  std::string output;
  for (const auto& failure : failures) output += failure.output;
  const Unit& unit = *failures.front().unit;
  const CompilerMessage message = first_error(output, dsl.include_folders);
  const std::size_t others = failures.size() - 1;
  std::string what = others == 0 ? fmt::format("{} does not compile", unit.source.native())
                                 : fmt::format("{} and {} other file{} do not compile", unit.source.native(), others,
                                               others == 1 ? "" : "s");
  if (!message.text.empty()) what += ": " + message.text;
  Error error(ErrorCode::models, what);
  error.detail(without_the_rest(output));
  if (message.place.line > 0) error.at(message.place);
  if (unit.is_core) error.hint("strata's own sources need C++20: look at [models] compiler and flags");
  throw error;
}

// Compiles them all and takes over their objects; the compiler's messages about all files come in one Error.
void compile(const std::vector<Unit*>& units, const Project& project, const std::vector<std::string>& environment,
             const DslHome& dsl, CompileCache& cache, const WorkFolder& work, const Progress& progress) {
  const auto work_file = [&](std::size_t index, const char* extension) {
    return work.path() / fmt::format("{}{}", index, extension);
  };
  std::vector<Command> commands;
  for (std::size_t index = 0; index < units.size(); ++index) {
    auto arguments = units[index]->arguments;
    arguments.insert(arguments.end(), {"-o", work_file(index, ".o"), "-MD", "-MF", work_file(index, ".d")});
    commands.push_back(tool_command(project, environment, std::move(arguments)));
  }
  std::size_t done = 0;
  const auto report = [&] {
    if (progress && done < units.size())
      progress(fmt::format("compiling the models ({} of {})", done + 1, units.size()));
  };
  report();
  const auto outcomes =
      run_all(commands, std::max(std::thread::hardware_concurrency(), 1U), [&](std::size_t, const Outcome&) {
        ++done;
        report();
      });
  std::vector<Failure> failures;
  for (std::size_t index = 0; index < units.size(); ++index) {
    Unit& unit = *units[index];
    const Outcome& outcome = outcomes[index];
    if (outcome.succeeded()) {
      const auto dependencies = read_whole_file(work_file(index, ".d"));
      unit.object = cache.keep(unit.cache, unit.recipe, work_file(index, ".o"), dependencies.value_or(std::string()));
    } else if (outcome.err.empty()) {
      failures.push_back({&unit, fmt::format("the compiler {}\n", describe(outcome, commands[index]))});
    } else {
      failures.push_back({&unit, outcome.err});
    }
  }
  if (!failures.empty()) throw_failures(failures, dsl);
}

// Of all objects together; empty when one of them has none.
std::string key_of(const std::vector<Unit>& units) {
  ContentHash key;
  for (const auto& unit : units) {
    if (unit.object.key.empty()) return {};
    key.add(unit.object.key);
  }
  return key.hex();
}

}  // namespace

CompiledModels compile_models(const Project& project, const std::vector<std::string>& environment,
                              const CacheFolders& folders, const WorkFolder& work, const Progress& progress) {
  CompileCache cache(project.root);  // first of all: a file that is edited from here on is not to be cached
  const DslHome dsl = find_dsl();
  CompiledModels result;
  result.toolchain = find_toolchain(project, environment);
  auto units = units_of(project, dsl, folders, result.toolchain);

  std::vector<Unit*> missing;
  for (auto& unit : units) {
    if (auto found = cache.find(unit.cache, unit.recipe)) {
      unit.object = std::move(*found);
    } else {
      missing.push_back(&unit);
    }
  }
  compile(missing, project, environment, dsl, cache, work, progress);
  for (const auto& unit : units) result.objects.push_back(unit.object.object);
  result.key = key_of(units);
  return result;
}

void link_exporter(const Project& project, const std::vector<std::string>& environment, const CompiledModels& models,
                   const fs::path& program) {
  auto arguments = models.toolchain.compiler;
  const auto& flags = models.toolchain.flags;
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  for (const auto& object : models.objects) arguments.push_back(object.native());
  // Libraries are searched for what stands before them, so they are named once more behind the objects.
  std::copy_if(flags.begin(), flags.end(), std::back_inserter(arguments),
               [](const std::string& flag) { return flag.starts_with("-l"); });
  arguments.insert(arguments.end(), {"-o", program.native()});
  const Command command = tool_command(project, environment, arguments);
  const Outcome outcome = run(command);
  if (outcome.succeeded()) return;
  throw Error(ErrorCode::models, fmt::format("the models do not link: the linker {}", describe(outcome, command)))
      .detail(without_the_rest(outcome.err))
      .hint("[models] sources must name every file that the models need; libraries go into [models] flags");
}

}  // namespace strata::runner
