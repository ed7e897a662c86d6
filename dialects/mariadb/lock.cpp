// Tries again and again with no wait in the server. What it runs is outside any transaction.
#include "dialects/mariadb/lock.hpp"

#include "dialects/mariadb/processes.hpp"
#include "dialects/mariadb/session.hpp"
#include "dialects/mariadb/sql_error.hpp"
#include "dialects/polling.hpp"

#include <cstdint>

#include <fmt/core.h>

namespace strata::dialects::mariadb {
namespace {

// For people; empty when nobody holds it.
std::string lock_holder(Session& session, const std::string& key) {
  const Value id = session.query("SELECT IS_USED_LOCK(?)", {key}).at(0).at(0);
  return id ? describe_connection(session, *id) : "";
}

[[noreturn]] void give_up(MariadbSession& session, const std::string& key) {
  const std::string holder = lock_holder(session, key);
  throw Error(ErrorCode::lock_timeout,
              fmt::format("the runner's lock is held by {}", holder.empty() ? "another runner" : holder))
      .detail(fmt::format("    waited {} ms for it", session.lock_wait().count()))
      .hint("wait for that run to end, or set a longer `lock_wait`; a run that hangs is ended with KILL connection");
}

}  // namespace

// FNV-1a, 64 bits. The name holds no character that a database's name could hide.
std::string lock_key(std::string_view name, std::string_view database) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  };
  add(database);
  add(std::string_view("\0", 1));
  add(name);
  return fmt::format("strata_run_{:016x}", hash);
}

bool try_lock(Session& session, const std::string& key) {
  return session.query("SELECT GET_LOCK(?, 0)", {key}).at(0).at(0) == "1";
}

void lock(MariadbSession& session, const std::string& key) {
  const auto tell = [&] {
    session.tell(fmt::format("waiting for the runner's lock, held by {}", lock_holder(session, key)));
  };
  const auto throw_if_cancelled = [&session, cancels_before = session.cancels()] {
    if (session.cancels() != cancels_before) throw interrupted();
  };
  const bool got = poll_until({session.lock_wait(), [&] { return try_lock(session, key); }, tell, throw_if_cancelled});
  if (!got) give_up(session, key);
}

}  // namespace strata::dialects::mariadb
