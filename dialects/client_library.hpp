// A server's client library, opened when it is first needed: linked, it and all that it needs would be loaded at every
// start of strata, for people who use another engine or only ask for help.
#pragma once

#include <string>

namespace strata::dialects {

class ClientLibrary {
 public:
  // `file` as dlopen takes it; `engine` and `package` are named in errors: "MariaDB", "libmariadb (Debian: …)".
  // Throws Error(database) where the library can't be loaded. It is never closed: connections may outlive any object of
  // ours.
  ClientLibrary(const char* file, std::string engine, std::string package);

  // The function of that name. Throws Error(database) where there is none.
  template <class Function>
  [[nodiscard]] Function function(const char* name) const {
    return reinterpret_cast<Function>(find(name));
  }

 private:
  [[nodiscard]] void* find(const char* name) const;
  [[noreturn]] void fail() const;

  std::string engine_;
  std::string package_;
  void* handle_;
};

}  // namespace strata::dialects
