// Picks the URL, and refuses rather than makes databases on a guarded server.
#include "runner/scratch.hpp"

namespace strata::runner {
namespace {

bool serves(const dialects::Dialect& dialect, const std::string& url) {
  return !url.empty() && dialect.serves(dialects::parse_url(url).scheme);
}

}  // namespace

dialects::DatabaseUrl scratch_server(const Project& project, const dialects::Dialect& dialect) {
  if (!dialect.capabilities().scratch_needs_server) return {};
  if (serves(dialect, project.scratch_url)) return dialects::parse_url(project.scratch_url);
  const std::string engine{dialect.name()};
  if (serves(dialect, project.url)) {
    if (!project.guarded) return dialects::parse_url(project.url);
    throw Error(ErrorCode::config, "this environment is guarded: no scratch databases are made on its server")
        .hint("give [database] scratch_url, the URL of another " + engine + " server");
  }
  for (const std::string& url : project.other_scratch_urls) {
    if (serves(dialect, url)) return dialects::parse_url(url);
  }
  std::string unset;
  for (const std::string& variable : project.unset_scratch_variables) unset += variable + " is not set\n";
  throw Error(ErrorCode::config, "no server is known on which scratch databases of " + engine + " could be made")
      .detail(unset)
      .hint("give [database] scratch_url, or an [env.NAME.database] url of that engine, in strata.toml");
}

std::unique_ptr<dialects::Session> open_scratch(const Project& project, const dialects::Dialect& dialect) {
  return dialect.scratch(scratch_server(project, dialect), connect_options(project, true));
}

}  // namespace strata::runner
