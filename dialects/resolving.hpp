// What every engine's resolve() and left_out() have in common: how objects are called in messages, what is looked up
// in a model, what only MariaDB has, and names and columns that an engine turns out not to have.
#pragma once

#include "schema/model.hpp"
#include "schema/schema.hpp"
#include "schema/validate.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::dialects {

// What every part of resolve() may look at and add to.
struct Resolving {
  const schema::Model& model;
  std::vector<schema::Finding> findings;

  void refuse(const schema::SourceLocation& location, std::string message, std::string hint) {
    findings.push_back({location, std::move(message), std::move(hint)});
  }
};

// "shop.users.email"
std::string full_name(const schema::ModelTable& table, const schema::ModelColumn& column);

// "check users_balance", or "a check of shop.users" where it has no name.
std::string name_or(const std::string& name, std::string_view kind, const schema::ObjectName& table);

// The enum that a portable type means, or nullptr.
const schema::ModelEnum* find_enum(const schema::Model& model, const std::string& enum_name);

// The columns that a foreign key refers to: where it names none, those of the table's primary key.
std::vector<std::string> referenced_columns(const schema::Model& model, const schema::ModelForeignKey& key,
                                            std::string_view engine);

// A query without the semicolon that people end it with.
std::string trimmed_query(std::string text);

// What would change the meaning of a column or table if it were left out, and only MariaDB has. `engine` is the name
// for people: "SQLite".
void refuse_mariadb_features(const schema::ModelTable& table, const schema::ModelColumn& column,
                             std::string_view engine, std::vector<schema::Finding>& findings);
void refuse_mariadb_features(const schema::ModelTable& table, std::string_view engine,
                             std::vector<schema::Finding>& findings);

// A column that is limited to other engines can't be part of what is not. Columns that a table may have from its
// parent are not looked for.
void require_columns(const schema::Table& table, std::string_view engine, std::vector<schema::Finding>& findings);

// What a foreign key refers to must be a whole key. Tables that may have theirs from a parent are not looked into.
void require_keys(const schema::Schema& schema, std::string_view engine, std::vector<schema::Finding>& findings);

// What an object says that the engine does without: settings are gathered, then noted in one sentence.
class Settings {
 public:
  Settings& add(bool has, std::string_view what);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Notes {
 public:
  explicit Notes(std::string_view engine) : engine_(engine) {}

  // Nothing where there are no settings.
  void add(const schema::SourceLocation& location, const std::string& object, const Settings& settings);
  [[nodiscard]] std::vector<schema::Finding> take() { return std::move(findings_); }

 private:
  std::string_view engine_;
  std::vector<schema::Finding> findings_;
};

}  // namespace strata::dialects
