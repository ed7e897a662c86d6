// A database of a test's own on the server of the engine that is tested. Each engine's tests say in their server.hpp
// where that is, and what its SQL has other words for; the cases beside this file are compiled once for each of them.
#pragma once

#include "dialects/session.hpp"
#include "dialects/url.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace strata::test {

// The URL of a database whose user may do everything, from the environment: none is skipped where there is none.
// Throws std::runtime_error that says how to get a server.
std::string server_url(const char* variable);

// Made empty under a name that no other has, since tests run side by side, and gone with the object.
class ServerDatabase {
 public:
  // The options are what follows the name in CREATE DATABASE and DROP DATABASE.
  ServerDatabase(std::string_view server_url, std::string_view create_options, std::string_view drop_options);
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;
  ~ServerDatabase();

  [[nodiscard]] const std::string& name() const { return url_.path; }
  [[nodiscard]] const dialects::DatabaseUrl& url() const { return url_; }

 private:
  dialects::DatabaseUrl url_;
  std::string drop_;
  std::unique_ptr<dialects::Session> maintenance_;
};

// The first value of the first row.
std::string scalar(dialects::Session& session, std::string_view query,
                   const std::vector<dialects::Value>& parameters = {});

}  // namespace strata::test
