// Children by posix_spawn, their output by poll. No threads and no signal handlers: SIGINT and its kind are blocked
// while children run and looked for between polls, so that an application's own handlers stay as they are.
#include "runner/subprocess.hpp"

#include "schema/ascii.hpp"
#include "schema/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <memory>
#include <string_view>
#include <utility>

namespace strata::runner {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds signal_check{50};  // how late an interrupt may be noticed
constexpr milliseconds exit_check{2};  // a child that has closed its output is about to end
constexpr milliseconds termination_grace{500};
constexpr int most_reads = 32;  // at a time: who prints without end must not keep us from the clock
constexpr std::size_t telling_length = 8;  // a shorter secret is also found inside harmless texts

[[noreturn]] void throw_system_error(std::string_view what, int error) {
  throw Error(ErrorCode::internal, fmt::format("{}: {}", what, std::strerror(error)));
}

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { close(); }

  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_system_error("cannot make a pipe", errno);
  Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) throw_system_error("cannot set up a pipe", errno);
  return pipe;
}

// Holds back the signals that ask us to end, and tells when one has come.
class Interrupts {
 public:
  Interrupts() {
    ::sigemptyset(&held_);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction action {};
      ::sigaction(number, nullptr, &action);
      if (action.sa_handler != SIG_IGN) ::sigaddset(&held_, number);
    }
    ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  [[nodiscard]] const sigset_t& mask_before() const { return before_; }

  // Takes a signal that has come, so that it is not delivered a second time.
  bool take() {
    const timespec now{};
    return ::sigtimedwait(&held_, nullptr, &now) > 0;
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

class Child {
 public:
  Child(const Command& command, std::size_t index, const sigset_t& signal_mask) : command_(&command), index_(index) {
    if (command.timeout) deadline_ = Clock::now() + *command.timeout;
    Pipe out = make_pipe();
    Pipe err = make_pipe();
    outcome_.not_started = spawn(out.write_end.number(), err.write_end.number(), signal_mask);
    if (pid_ <= 0) return;
    out_ = std::move(out.read_end);
    err_ = std::move(err.read_end);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { stop(); }

  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] bool has_output_open() const { return out_.open() || err_.open(); }
  [[nodiscard]] std::optional<Clock::time_point> deadline() const { return deadline_; }
  Outcome& outcome() { return outcome_; }

  void add_polled(std::vector<pollfd>& polled) const {
    if (out_.open()) polled.push_back({out_.number(), POLLIN, 0});
    if (err_.open()) polled.push_back({err_.number(), POLLIN, 0});
  }

  void read_output() {
    read(out_, outcome_.out);
    read(err_, outcome_.err);
  }

  // True once it has ended, in whatever way; a late child is stopped here.
  bool finish() {
    if (pid_ <= 0) return true;
    if (has_exited()) {
      stop();
      return true;
    }
    if (!deadline_ || Clock::now() < *deadline_) return false;
    outcome_.timed_out = true;
    stop();
    return true;
  }

  // Ends the process group, politely first, takes what it had still printed and its status.
  void stop() noexcept {
    if (pid_ <= 0) return;
    if (!has_exited()) {
      ::kill(-pid_, SIGTERM);
      const auto end = Clock::now() + termination_grace;
      while (!has_exited() && Clock::now() < end) {
        const timespec pause{0, 5'000'000};
        ::nanosleep(&pause, nullptr);
      }
    }
    ::kill(-pid_, SIGKILL);  // also what an ended leader left behind
    reap();
  }

 private:
  std::string spawn(int out, int err, const sigset_t& signal_mask);

  // Leaves it a zombie on purpose: until it is reaped nobody else can get its process group's number.
  [[nodiscard]] bool has_exited() const noexcept {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
  }

  void reap() noexcept {
    read_output();
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    out_.close();
    err_.close();
    if (WIFEXITED(status)) outcome_.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome_.signal = WTERMSIG(status);
  }

  void read(FileDescriptor& from, std::string& into) {
    std::array<char, 65536> buffer;  // not cleared: read() fills what is used
    for (int rounds = 0; from.open() && rounds < most_reads; ++rounds) {
      const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) return from.close();
      const auto room = command_->output_limit - into.size();
      const auto size = static_cast<std::size_t>(count);
      into.append(buffer.data(), std::min(room, size));
      outcome_.output_cut = outcome_.output_cut || size > room;
    }
  }

  const Command* command_;
  std::size_t index_;
  pid_t pid_ = -1;
  FileDescriptor out_;
  FileDescriptor err_;
  std::optional<Clock::time_point> deadline_;
  Outcome outcome_;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (const auto& text : texts) result.push_back(const_cast<char*>(text.c_str()));  // exec's signature, not a write
  result.push_back(nullptr);
  return result;
}

// Gives the reason when the program could not be started.
std::string Child::spawn(int out, int err, const sigset_t& signal_mask) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  if (!command_->directory.empty()) {
    ::posix_spawn_file_actions_addchdir_np(&actions, command_->directory.c_str());
  }

  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setsigmask(&attributes, &signal_mask);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);

  const auto arguments = pointers(command_->arguments);
  const auto environment = pointers(command_->environment);
  pid_t pid = -1;
  const int error =
      ::posix_spawnp(&pid, arguments.front(), &actions, &attributes, arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return std::strerror(error);
  pid_ = pid;
  return {};
}

using Children = std::vector<std::unique_ptr<Child>>;

milliseconds time_to_wait(const Children& children) {
  milliseconds wait = signal_check;
  const auto now = Clock::now();
  for (const auto& child : children) {
    if (!child->has_output_open()) wait = std::min(wait, exit_check);
    if (!child->deadline()) continue;
    const auto left = std::chrono::ceil<milliseconds>(*child->deadline() - now);
    wait = std::clamp(left, milliseconds{0}, wait);
  }
  return wait;
}

void wait_for_output(const Children& children) {
  std::vector<pollfd> polled;
  for (const auto& child : children) child->add_polled(polled);
  const auto wait = static_cast<int>(time_to_wait(children).count());
  if (::poll(polled.data(), polled.size(), wait) < 0 && errno != EINTR) {
    throw_system_error("cannot wait for a program's output", errno);
  }
  for (const auto& child : children) child->read_output();
}

bool contains_any(std::string_view text, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [text](const std::string& part) {
    return !part.empty() && text.find(part) != std::string_view::npos;
  });
}

bool has_password_in_url(std::string_view value) {
  const auto scheme = value.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto authority = value.substr(scheme + 3, value.find_first_of("/?#", scheme + 3) - scheme - 3);
  const auto at = authority.rfind('@');
  return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
}

bool is_secret(std::string_view name, std::string_view value, const std::vector<std::string>& secrets) {
  static const std::vector<std::string> telling_names{"DATABASE_URL", "PASSWORD", "PASSWD", "PASSFILE"};
  const std::string upper = ascii::in_upper_case(name);
  if (contains_any(upper, telling_names) || upper.ends_with("_PWD")) return true;
  if (has_password_in_url(value) && !upper.ends_with("_PROXY")) return true;
  return std::any_of(secrets.begin(), secrets.end(), [value](const std::string& secret) {
    if (secret.size() >= telling_length) return value.find(secret) != std::string_view::npos;
    return !secret.empty() && value == secret;
  });
}

}  // namespace

Command shell_command(const std::string& text) {
  Command command;
  command.arguments = {"/bin/sh", "-c", text};
  return command;
}

std::vector<std::string> environment_without_secrets(const std::vector<std::string>& secrets) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    if (!is_secret(text.substr(0, equals), text.substr(equals + 1), secrets)) result.emplace_back(text);
  }
  return result;
}

std::vector<Outcome> run_all(const std::vector<Command>& commands, std::size_t parallel,
                             const std::function<void(std::size_t, const Outcome&)>& ended) {
  std::vector<Outcome> outcomes(commands.size());
  Interrupts interrupts;  // outlives the children, so that a second Ctrl-C does not leave them behind
  Children children;
  std::size_t next = 0;
  while (next < commands.size() || !children.empty()) {
    while (next < commands.size() && children.size() < std::max<std::size_t>(parallel, 1)) {
      children.push_back(std::make_unique<Child>(commands[next], next, interrupts.mask_before()));
      ++next;
    }
    wait_for_output(children);
    if (interrupts.take()) {
      const auto program = std::filesystem::path(commands[children.front()->index()].arguments.front()).filename();
      children.clear();
      throw Error(ErrorCode::interrupted, fmt::format("interrupted while {} was running", program.native()));
    }
    std::erase_if(children, [&](const std::unique_ptr<Child>& child) {
      if (!child->finish()) return false;
      Outcome& outcome = outcomes[child->index()];
      outcome = std::move(child->outcome());
      if (ended) ended(child->index(), outcome);
      return true;
    });
  }
  return outcomes;
}

Outcome run(const Command& command) {
  return run_all({command}, 1).front();
}

std::string describe(const Outcome& outcome, const Command& command) {
  if (!outcome.not_started.empty()) return fmt::format("could not be started: {}", outcome.not_started);
  if (outcome.timed_out) {
    const auto limit = std::chrono::duration<double>(command.timeout.value_or(milliseconds{0}));
    return fmt::format("did not end within {:g} s", limit.count());
  }
  if (outcome.signal != 0) {
    return fmt::format("was killed by signal {} ({})", outcome.signal, ::strsignal(outcome.signal));
  }
  return fmt::format("exited with status {}", outcome.exit_code);
}

}  // namespace strata::runner
