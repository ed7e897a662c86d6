// strata init: a strata.toml with what most projects set, the rest as comments, and a folder for revisions.
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/json_output.hpp"
#include "dialects/dialect.hpp"

namespace strata::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* template_text = R"(# All keys: docs/configuration.md
[project]
name = "{name}"
migrations = "migrations"

[models]
sources = ["models/*.cpp"]
# or: build = "cmake --build build --target app_models" and command = "build/app_models"
# or: file = "schema.sql"

[database]
url = "{url}"

# [env.production.database]            # strata --env production …, or STRATA_ENV=production
# url = "${DATABASE_URL}"
# guarded = true
)";

std::string quoted(const std::string& text) {
  std::string result;
  for (const char character : text) {
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result;
}

void replace(std::string& text, std::string_view placeholder, const std::string& value) {
  text.replace(text.find(placeholder), placeholder.size(), value);
}

// Of the first engine that needs no server.
std::string first_url(const std::string& project) {
  for (const dialects::Dialect* dialect : dialects::all_dialects()) {
    if (std::string url = dialect->first_url(project); !url.empty()) return url;
  }
  return {};
}

std::string toml_for(const std::string& name, const std::string& url) {
  std::string text = template_text;
  replace(text, "{url}", quoted(url.empty() ? first_url(name) : url));
  replace(text, "{name}", quoted(name));
  return text;
}

// Fails rather than write over a file that is there already.
void write_new_file(const fs::path& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wx");
  if (file == nullptr && errno == EEXIST) {
    throw Error(ErrorCode::config, fmt::format("there is a {} already", path.lexically_normal().string()))
        .hint("edit it, or run `strata init` in another folder");
  }
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int failure = errno;
  const bool closed = file != nullptr && std::fclose(file) == 0;
  if (!written || !closed) {
    throw Error(ErrorCode::config,
                fmt::format("can't write {}: {}", path.lexically_normal().string(), std::strerror(failure)));
  }
}

void make_folder(const fs::path& path) {
  std::error_code failure;
  fs::create_directories(path, failure);
  if (failure) {
    throw Error(ErrorCode::config, fmt::format("can't make the folder {}: {}", path.string(), failure.message()));
  }
}

}  // namespace

ExitCode run(const InitCommand& command, const Context& context) {
  const fs::path folder = command.directory;
  make_folder(folder);
  std::string name = fs::canonical(folder).filename().string();
  if (name.empty()) name = "app";
  const fs::path file = (folder / "strata.toml").lexically_normal();
  const fs::path migrations = (folder / "migrations").lexically_normal();
  write_new_file(file, toml_for(name, context.options.url));
  make_folder(migrations);

  if (context.output.json) {
    print_line(context.output, init_json(file.string(), migrations.string()));
    return ExitCode::fine;
  }
  print_line(context.output, fmt::format("made {}", file.string()));
  print_line(context.output, fmt::format("made {}/", migrations.string()));
  note(context.output,
       "describe your tables in models/*.cpp, then: strata revision --autogenerate -m \"first tables\"");
  return ExitCode::fine;
}

}  // namespace strata::cli
