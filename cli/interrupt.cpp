// A signal handler reaches nothing but globals and may call only what is safe in one: an atomic store, write(2),
// _exit(2), and Session::cancel(), which is made for it.
#include "cli/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <string_view>

#include "cli/exit_code.hpp"

namespace strata::cli {
namespace {

// The one place where the process's signals and the one guarded session meet.
std::atomic<bool> interrupted{false};
std::atomic<dialects::Session*> running{nullptr};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<dialects::Session*>::is_always_lock_free);

void on_signal(int) {
  if (dialects::Session* session = running.load()) {
    interrupted.store(true);
    session->cancel();
    return;
  }
  constexpr std::string_view message = "interrupted\n";
  // Nothing can be done about a message that can't be written.
  [[maybe_unused]] const auto written = write(STDERR_FILENO, message.data(), message.size());
  _exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace

void leave_on_interrupt() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) {
    // What whoever started us wants ignored (nohup, a shell's background job) stays ignored.
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

InterruptGuard::InterruptGuard(dialects::Session& session) {
  interrupted.store(false);
  running.store(&session);
}

InterruptGuard::~InterruptGuard() {
  running.store(nullptr);
}

const std::atomic<bool>* InterruptGuard::cancelled() const {
  return &interrupted;
}

}  // namespace strata::cli
