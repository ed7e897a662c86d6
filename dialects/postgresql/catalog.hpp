// What every part of introspection needs of the catalog: which namespaces count, what belongs to extensions, comments,
// names by oid, and queries over just those namespaces. Rows are read field by field in the order of the query.
#pragma once

#include "dialects/dialect.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace strata::dialects::postgresql {

using Oid = std::uint32_t;

// Catalogs by their own oids, which are fixed (PostgreSQL: the OID macros of src/include/catalog/pg_*.h).
namespace catalog {
constexpr Oid type = 1247;
constexpr Oid relation = 1259;
constexpr Oid constraint = 2606;
}  // namespace catalog

// The address of an object, or with `part` of one of its columns.
struct ObjectId {
  Oid catalog = 0;
  Oid oid = 0;
  int part = 0;

  friend bool operator==(const ObjectId&, const ObjectId&) = default;
};

struct ObjectIdHash {
  std::size_t operator()(const ObjectId& id) const {
    return std::hash<std::uint64_t>{}((std::uint64_t{id.catalog} << 48) ^ (std::uint64_t{id.oid} << 12) ^
                                      static_cast<std::uint64_t>(id.part));
  }
};

// Takes the fields of a row one after the other; NULL is "", 0 or false.
class Fields {
 public:
  explicit Fields(Row& row) : row_(row) {}

  std::string text() { return std::move(next()).value_or(""); }
  Value optional() { return std::move(next()); }
  Oid oid();
  std::int64_t number();
  int integer() { return static_cast<int>(number()); }
  std::optional<std::int64_t> optional_number();
  bool flag() { return text() == "t"; }
  // The one character of a "char", or a blank.
  char letter();
  // "1 -2 3" (vectors) or "{1,-2,3}" (arrays of numbers).
  std::vector<int> numbers();
  // An array of texts.
  std::vector<std::string> texts();
  // An array of "key=value" texts.
  schema::Options options();

 private:
  Value& next() { return row_.at(position_++); }

  Row& row_;
  std::size_t position_ = 0;
};

// The elements of an array of texts as the server prints it: {a,"b c"}.
std::vector<std::string> array_elements(std::string_view printed);

class Catalog {
 public:
  // Reads the namespaces and sets the settings that texts are printed by, for the transaction; then what belongs to
  // extensions, and comments. Four queries.
  Catalog(Session& session, const Scope& scope);

  // Rows of a query over the chosen namespaces: $namespaces in it stands for the list of their oids, and
  // `$since 150000 {new} else {old}` for what the server's version has.
  std::vector<Row> rows(std::string_view query);

  [[nodiscard]] int server_version() const { return server_version_; }
  // Of an object in that namespace; without a schema for the default one and for temporary objects.
  [[nodiscard]] schema::ObjectName name(Oid name_space, std::string name) const;
  [[nodiscard]] bool is_temporary(Oid name_space) const { return name_space == temporary_; }
  // In one of the chosen namespaces, included and not excluded.
  [[nodiscard]] bool in_scope(Oid name_space, const schema::ObjectName& name) const;
  // Made by an extension, or by the server as a part of something else.
  [[nodiscard]] bool is_made_by_other(Oid catalog, Oid oid) const {
    return made_by_others_.contains({catalog, oid, 0});
  }
  [[nodiscard]] std::string comment(Oid catalog, Oid oid, int part = 0) const;
  // Schemas in scope, besides the default one.
  [[nodiscard]] const std::vector<std::string>& namespaces() const { return other_namespaces_; }

 private:
  void read_namespaces(Session& session, const Scope& scope);
  void apply_settings(Session& session) const;

  Session& session_;
  const Scope& scope_;
  int server_version_ = 0;
  std::string default_namespace_;  // empty: none is there
  std::vector<std::string> other_namespaces_;
  Oid default_oid_ = 0;
  Oid temporary_ = 0;
  std::string list_;  // of oids, for queries
  std::unordered_map<Oid, std::string> names_;  // of all namespaces
  std::unordered_map<Oid, std::string> chosen_;
  std::unordered_set<ObjectId, ObjectIdHash> made_by_others_;
  std::unordered_map<ObjectId, std::string, ObjectIdHash> comments_;
};

}  // namespace strata::dialects::postgresql
