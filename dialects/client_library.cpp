// dlopen and dlsym, with errors that say what to install.
#include "dialects/client_library.hpp"

#include "schema/error.hpp"

#include <dlfcn.h>

#include <fmt/core.h>

#include <utility>

namespace strata::dialects {

ClientLibrary::ClientLibrary(const char* file, std::string engine, std::string package)
    : engine_(std::move(engine)), package_(std::move(package)), handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) fail();
}

void* ClientLibrary::find(const char* name) const {
  void* const found = ::dlsym(handle_, name);
  if (found == nullptr) fail();
  return found;
}

void ClientLibrary::fail() const {
  const char* const reason = ::dlerror();
  throw Error(ErrorCode::database, fmt::format("{}'s client library can't be loaded", engine_))
      .detail(fmt::format("    {}", reason != nullptr ? reason : "unknown reason"))
      .hint(fmt::format("install {}", package_));
}

}  // namespace strata::dialects
