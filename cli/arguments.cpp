// The call's words -> Arguments, by CLI11, which costs seconds to compile and so stays in this file. CLI11's errors
// are turned into ours, with the nearest known word, which it does not look for.
#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <functional>
#include <map>

#include "cli/version.hpp"
#include "dialects/url.hpp"
#include "schema/nearest.hpp"

namespace strata::cli {
namespace {

const std::map<std::string, ColourChoice> colour_choices{
    {"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}};

// The parser, and the command that its callbacks fill in.
struct Parser {
  CLI::App app{"Schema migrations for C++ models, proved before they are written", "strata"};
  Arguments arguments;

  CLI::App* add(CLI::App& parent, const std::string& name, const std::string& description) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->fallthrough();
    return command;
  }

  // A command whose options fill in a struct of its own, which becomes the call's command.
  template <class Chosen>
  Chosen& on_call(CLI::App* command) {
    auto chosen = std::make_shared<Chosen>();
    command->callback([this, chosen] { arguments.command = *chosen; });
    return *chosen;
  }
};

CLI::Option* add_list(CLI::App* command, const std::string& name, std::vector<std::string>& into,
                      const std::string& description) {
  return command->add_option(name, into, description)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

template <class Value>
CLI::Option* add_choice(CLI::App* command, const std::string& name, Value& into,
                        const std::map<std::string, Value>& choices, const std::string& description) {
  std::vector<std::string> names;
  for (const auto& [word, value] : choices) names.push_back(word);
  const auto take = [&into, choices, name, names](const std::string& word) {
    const auto found = choices.find(word);
    if (found == choices.end()) {
      throw CLI::ValidationError(name, fmt::format("{} is not one of {}", word, fmt::join(names, ", ")));
    }
    into = found->second;
  };
  return command->add_option_function<std::string>(name, take, description)
      ->type_name(fmt::format("{}", fmt::join(names, "|")));
}

void add_globals(CLI::App& app, GlobalOptions& global) {
  app.add_option("--config", global.config, "Project file; default: strata.toml, searched upwards")->type_name("FILE");
  app.add_option("--env", global.environment, "Use [env.NAME]; default: $STRATA_ENV")->type_name("NAME");
  app.add_option("--url", global.url, "Use this database")->type_name("URL");
  app.add_flag("--json", global.json, "Print one JSON object, errors too");
  add_choice(&app, "--color", global.colour, colour_choices, "Colours; default: auto, at a terminal");
  app.add_flag("-q,--quiet", global.quiet, "Only data, warnings and errors");
  app.add_flag("-v,--verbose", global.verbose, "Say what is going on");
}

void add_init(Parser& parser) {
  CLI::App* command = parser.add(parser.app, "init", "Write a strata.toml and an empty migrations folder");
  auto& chosen = parser.on_call<InitCommand>(command);
  command->add_option("DIRECTORY", chosen.directory, "Where; default: here");
}

void add_revision(Parser& parser) {
  CLI::App* command = parser.add(parser.app, "revision", "Write a new revision file");
  command->require_subcommand(0, 1);
  auto chosen = std::make_shared<NewRevisionCommand>();
  command->add_option("-m,--message", chosen->message, "What it does, in a few words")->type_name("TEXT");
  command->add_flag("--autogenerate", chosen->autogenerate, "Write what leads from one state to the other, proved");
  command->add_option("--from", chosen->from, "State to begin with; default: db")->type_name("STATE");
  command->add_option("--to", chosen->to, "State to reach; default: models")->type_name("STATE");
  add_list(command, "--rename", chosen->renames, "table:old=new, column:table.old=new or index:table.old=new")
      ->type_name("RENAME");
  command->add_flag("--column-order", chosen->column_order,
                    "Put columns in the models' order, too, where the engine can");
  command->add_flag("--no-renames", chosen->no_renames, "What looks like a rename is a drop and an add");
  add_list(command, "--fill", chosen->fills, "Value for rows that lack one: table.column=EXPR")->type_name("FILL");
  command->add_flag("--allow-data-loss", chosen->allow_data_loss, "Consent to what destroys data");
  add_list(command, "--parent", chosen->parents, "Revision to build on; default: the head")->type_name("REV");
  command->add_flag("--dry-run", chosen->dry_run, "Print the file, write nothing");

  CLI::App* show = parser.add(*command, "show", "Show one revision");
  auto& shown = parser.on_call<ShowRevisionCommand>(show);
  show->add_option("REVISION", shown.target, "Id or unique prefix, head, …")->required();

  CLI::App* merge = parser.add(*command, "merge", "Write a revision that joins several heads");
  auto& merged = parser.on_call<NewRevisionCommand>(merge);
  merged.merge = true;
  merge->add_option("REVISION", merged.parents, "What to join; default: all heads");
  merge->add_option("-m,--message", merged.message, "Default: merge and the ids")->type_name("TEXT");
  merge->add_flag("--dry-run", merged.dry_run, "Print the file, write nothing");

  command->callback([&parser, command, show, merge, chosen] {
    if (command->got_subcommand(show) || command->got_subcommand(merge)) return;
    if (chosen->message.empty()) throw CLI::RequiredError("-m MESSAGE");
    parser.arguments.command = *chosen;
  });
}

void add_run_choices(CLI::App* command, RunChoices& choices, bool takes_down) {
  command->add_flag("--dry-run", choices.dry_run, "Print the statements, change nothing");
  command->add_flag("--sql", choices.sql, "Print a whole script for an SQL client, change nothing");
  command->add_flag("--single-transaction", choices.single_transaction, "All revisions or none");
  const std::map<std::string, std::string> in_flight{{"done", "done"}, {"again", "again"}};
  add_choice(command, "--in-flight", choices.in_flight, in_flight,
             "A statement cut off outside a transaction: it took effect, or is to be run again");
  if (!takes_down) return;
  const std::map<std::string, DownScript> sources{{"file", DownScript::file}, {"stored", DownScript::stored}};
  add_choice(command, "--use", choices.use, sources, "Which down script of an edited revision to run");
  command->add_flag("-y,--yes", choices.yes, "Consent to taking revisions off a guarded database");
}

void add_migrate(Parser& parser) {
  CLI::App* migrate = parser.add(parser.app, "migrate", "Apply revisions, take them off, see where a database is");
  migrate->require_subcommand(1);

  CLI::App* up = parser.add(*migrate, "up", "Apply what is pending");
  auto& applied = parser.on_call<MigrateUpCommand>(up);
  up->add_option("TARGET", applied.target, "head (default), heads, an id or unique prefix, +N");
  up->add_flag("--allow-edited", applied.allow_edited, "Go on although applied files were edited");
  add_run_choices(up, applied.choices, false);

  CLI::App* down = parser.add(*migrate, "down", "Take revisions off");
  auto& taken = parser.on_call<MigrateDownCommand>(down);
  down->add_option("TARGET", taken.target, "-1 (default), -N, base, an id or unique prefix");
  add_run_choices(down, taken.choices, true);

  CLI::App* redo = parser.add(*migrate, "redo", "Take revisions off and apply them again");
  auto& redone = parser.on_call<MigrateRedoCommand>(redo);
  redo->add_option("TARGET", redone.target, "As for down; default: -1");
  add_run_choices(redo, redone.choices, true);

  parser.on_call<MigrateStatusCommand>(parser.add(*migrate, "status", "What is applied, what is pending"));

  CLI::App* history = parser.add(*migrate, "history", "What was done to this database, and when");
  auto& shown = parser.on_call<MigrateHistoryCommand>(history);
  history->add_option("REVISION", shown.revision, "Only of this revision");

  CLI::App* stamp = parser.add(*migrate, "stamp", "Say that the database is at a revision, running nothing");
  auto& stamped = parser.on_call<MigrateStampCommand>(stamp);
  stamp->add_option("TARGET", stamped.target, "heads, base, an id or unique prefix")->required();
  stamp->add_flag("--dry-run", stamped.dry_run, "Say what would be recorded");

  CLI::App* repair =
      parser.add(*migrate, "repair", "List what history and files disagree on, and put it right by choice");
  auto& repaired = parser.on_call<MigrateRepairCommand>(repair);
  add_list(repair, "--accept", repaired.accept, "An edited file counts as it is now")->type_name("REV");
  add_list(repair, "--forget", repaired.forget, "A revision whose file is gone counts as not applied")
      ->type_name("REV");
  add_list(repair, "--mark-done", repaired.mark_done, "An unfinished revision was ended by hand")->type_name("REV");
  add_list(repair, "--mark-undone", repaired.mark_undone, "An unfinished revision was undone by hand")
      ->type_name("REV");
  repair->add_flag("--accept-schema", repaired.accept_schema, "The schema as it is now is no drift");
}

void add_graph_commands(Parser& parser) {
  parser.on_call<HeadsCommand>(parser.add(parser.app, "heads", "The revisions that nothing builds on"));
  CLI::App* history = parser.add(parser.app, "history", "The revision files in their order");
  auto& chosen = parser.on_call<HistoryCommand>(history);
  history->add_option("-r,--range", chosen.range, "A:B, either may be left out")->type_name("A:B");
}

void add_schema(Parser& parser) {
  CLI::App* schema = parser.add(parser.app, "schema", "Look at schemas and compare them");
  schema->require_subcommand(1);
  schema->footer(
      "A STATE is one of: models, db, empty, migrations, migrations@TARGET, a .sql or .json file, a database URL.");

  CLI::App* inspect = parser.add(*schema, "inspect", "Print a schema");
  auto& inspected = parser.on_call<InspectCommand>(inspect);
  inspect->add_option("--state", inspected.state, "Which; default: db")->type_name("STATE");
  const std::map<std::string, SchemaFormat> formats{
      {"cpp", SchemaFormat::cpp}, {"sql", SchemaFormat::sql}, {"json", SchemaFormat::json}};
  add_choice(inspect, "--format", inspected.format, formats, "C++ models, SQL (default) or JSON");
  inspect->add_option("-o,--output", inspected.output, "Write to this file")->type_name("FILE");

  CLI::App* temporary =
      parser.add(*schema, "temp-ddl", "Print the statements that make the temporary tables of a session");
  auto& connected = parser.on_call<TempDdlCommand>(temporary);
  temporary->add_option("--state", connected.state, "Whose; default: models")->type_name("STATE");

  CLI::App* diff = parser.add(*schema, "diff", "Compare two states; exits with 1 when they differ");
  auto& compared = parser.on_call<DiffCommand>(diff);
  diff->add_option("--from", compared.from, "State to begin with; default: db")->type_name("STATE");
  diff->add_option("--to", compared.to, "State to reach; default: models")->type_name("STATE");
  diff->add_flag("--column-order", compared.column_order, "The order of columns is a difference, too");
  const std::map<std::string, DiffFormat> diff_formats{
      {"operations", DiffFormat::operations}, {"sql", DiffFormat::sql}, {"text", DiffFormat::text}};
  add_choice(diff, "--format", compared.format, diff_formats,
             "What changes (default), the statements that do it, or a unified diff of both as SQL");
}

void add_check(Parser& parser) {
  CLI::App* check = parser.add(parser.app, "check", "Is all in order? Exits with 1 and what is not");
  auto& chosen = parser.on_call<CheckCommand>(check);
  check->add_option("--from", chosen.from, "State to compare; default: db")->type_name("STATE");
  check->add_option("--to", chosen.to, "State it should be; default: models")->type_name("STATE");
  check->add_flag("--drift", chosen.drift, "Only: was the database changed by hand since strata's last run?");
}

// CLI11 takes "-1" for an option. A target such as -1 is hidden behind a byte that no call has, and given back.
constexpr char hidden_minus = '\x1f';

bool is_relative_target(const std::string& word) {
  return word.size() > 1 && word.front() == '-' &&
         std::all_of(word.begin() + 1, word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// CLI11's parse takes the words in opposite order.
std::vector<std::string> prepared(const std::vector<std::string>& words) {
  std::vector<std::string> result(words.rbegin(), words.rend());
  for (std::string& word : result) {
    if (is_relative_target(word)) word.front() = hidden_minus;
  }
  return result;
}

void unhide(std::string& word) {
  if (!word.empty() && word.front() == hidden_minus) word.front() = '-';
}

void unhide_targets(Command& command) {
  const auto unhide_target = [](auto& chosen) {
    if constexpr (requires { chosen.target; }) unhide(chosen.target);
    if constexpr (requires { chosen.message; }) unhide(chosen.message);
  };
  std::visit(unhide_target, command);
}

// The innermost command that was recognised.
CLI::App* reached(CLI::App& app) {
  CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().back();
  return at;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> command_names(CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::string path_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name();
}

// CLI11 wants the names of the commands above, and puts in the command's own.
std::string help_of(const CLI::App& app) {
  return app.help(app.get_parent() == nullptr ? "" : path_of(*app.get_parent()));
}

Error unknown_word(CLI::App& app, std::string word) {
  unhide(word);
  word = dialects::redacted(word);
  CLI::App& at = *reached(app);
  const std::string help = fmt::format("`{} --help` lists what there is", path_of(at));
  if (word.front() == '-') {
    word = word.substr(0, word.find('='));
    Error error(ErrorCode::usage, fmt::format("unknown option `{}` of `{}`", word, path_of(at)));
    const auto near = schema::nearest(word, option_names(at));
    return error.hint(near ? fmt::format("did you mean `{}`?", *near) : help);
  }
  const std::vector<std::string> commands = command_names(at);
  if (commands.empty()) {
    return Error(ErrorCode::usage, fmt::format("'{}' is one word too many for `{}`", word, path_of(at))).hint(help);
  }
  Error error(ErrorCode::usage, fmt::format("unknown command `{} {}`", path_of(at), word));
  const auto near = schema::nearest(word, commands);
  return error.hint(near ? fmt::format("did you mean `{} {}`?", path_of(at), *near) : help);
}

Error usage_error(CLI::App& app, const CLI::ParseError& error) {
  // "A subcommand is required" comes first where the word that should have been one is known to us only.
  const std::vector<std::string> rest = app.remaining(true);
  if (!rest.empty()) return unknown_word(app, rest.front());
  CLI::App& at = *reached(app);
  const std::string help = fmt::format("`{} --help` shows how", path_of(at));
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && at.get_require_subcommand_min() > 0) {
    return Error(ErrorCode::usage,
                 fmt::format("`{}` needs a command: {}", path_of(at), fmt::join(command_names(at), ", ")))
        .hint(help);
  }
  std::string message = error.what();
  std::replace(message.begin(), message.end(), hidden_minus, '-');
  return Error(ErrorCode::usage, dialects::redacted(message)).hint(help);
}

}  // namespace

std::variant<Arguments, PrintAndLeave> parse_arguments(const std::vector<std::string>& words) {
  Parser parser;
  parser.app.require_subcommand(1);
  parser.app.set_version_flag("--version", version_text());
  parser.app.get_formatter()->column_width(32);
  add_globals(parser.app, parser.arguments.global);
  add_init(parser);
  add_revision(parser);
  add_migrate(parser);
  add_graph_commands(parser);
  add_schema(parser);
  add_check(parser);
  try {
    std::vector<std::string> reversed = prepared(words);
    parser.app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return PrintAndLeave{help_of(*reached(parser.app))};
  } catch (const CLI::CallForVersion&) {
    return PrintAndLeave{version_text() + "\n"};
  } catch (const CLI::ParseError& error) {
    throw usage_error(parser.app, error);
  }
  unhide_targets(parser.arguments.command);
  return parser.arguments;
}

GlobalOptions guess_output_options(const std::vector<std::string>& words) {
  GlobalOptions global;
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word == "--json") global.json = true;
    if (!word.starts_with("--color=")) continue;
    if (const auto found = colour_choices.find(word.substr(8)); found != colour_choices.end()) {
      global.colour = found->second;
    }
  }
  return global;
}

}  // namespace strata::cli
