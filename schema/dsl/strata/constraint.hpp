// Primary keys, unique constraints, foreign keys, checks and exclusion constraints of a table of T.
#pragma once

#include "strata/detail/settings.hpp"
#include "strata/detail/state.hpp"

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace strata {

// A primary key or a unique constraint.
template <class T>
class Key : public detail::Settings<Key<T>> {
 public:
  static constexpr std::size_t primary = static_cast<std::size_t>(-1);

  Key(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  Key name(std::string_view name) { return it().name = name, *this; }
  // Without a name, whatever the naming convention says.
  Key unnamed() { return it().unnamed = true, *this; }
  Key include(std::initializer_list<Member<T>> members) {
    it().include = detail::column_names(*table_->models, members);
    return *this;
  }
  Key nulls_not_distinct() { return it().nulls_not_distinct = true, *this; }
  Key deferrable() { return it().deferral = schema::Deferral::initially_immediate, *this; }
  Key initially_deferred() { return it().deferral = schema::Deferral::initially_deferred, *this; }
  // SQLite: ON CONFLICT.
  Key on_conflict(ConflictAction action) { return it().on_conflict = action, *this; }
  // SQLite: `INTEGER PRIMARY KEY DESC` written on the column, which is no alias of the rowid.
  Key on_column_descending() { return it().on_column_descending = true, *this; }
  // PostgreSQL: a storage parameter of its index: with("fillfactor", "70").
  Key with(std::string_view parameter, std::string_view value) {
    return it().storage_parameters.emplace_back(parameter, value), *this;
  }

  schema::ModelKey& it() { return at_ == primary ? *table_->model.primary_key : table_->model.uniques[at_]; }

 private:
  detail::TableState* table_;
  std::size_t at_;
};

template <class T>
class ForeignKey : public detail::Settings<ForeignKey<T>> {
 public:
  ForeignKey(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  ForeignKey name(std::string_view name) { return it().name = name, *this; }
  ForeignKey unnamed() { return it().unnamed = true, *this; }
  ForeignKey on_delete(schema::ReferentialAction action) { return it().on_delete = action, *this; }
  ForeignKey on_update(schema::ReferentialAction action) { return it().on_update = action, *this; }
  // PostgreSQL 15: SET NULL or SET DEFAULT of some columns only.
  ForeignKey on_delete(schema::ReferentialAction action, std::initializer_list<Member<T>> members) {
    it().on_delete_columns = detail::column_names(*table_->models, members);
    return on_delete(action);
  }
  ForeignKey match(MatchType type) { return it().match = type, *this; }
  ForeignKey deferrable() { return it().deferral = schema::Deferral::initially_immediate, *this; }
  ForeignKey initially_deferred() { return it().deferral = schema::Deferral::initially_deferred, *this; }
  // PostgreSQL: NOT VALID.
  ForeignKey not_valid() { return it().validated = false, *this; }

  schema::ModelForeignKey& it() { return table_->model.foreign_keys[at_]; }

 private:
  detail::TableState* table_;
  std::size_t at_;
};

namespace detail {
void set_references(TableState& table, std::size_t at, TypeTag type, const Name* name, Members members);
void set_references(TableState& table, std::size_t at, const Name& name, std::initializer_list<const char*> columns);
}  // namespace detail

// The first half of a foreign key: foreign_key(&A::x, &A::y) is to be followed by references(…).
template <class T, class... Columns>
class ForeignKeyColumns {
 public:
  ForeignKeyColumns(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  // The one table that these members belong to.
  template <class... M, class... C>
  ForeignKey<T> references(M C::*... members) {
    check<M...>();
    detail::set_references(*table_, at_, nullptr, nullptr, {detail::key_of(members)...});
    return {*table_, at_};
  }
  // The table that this struct is mapped to (the members may be inherited).
  template <class Struct, class... M, class... C>
  ForeignKey<T> references(M C::*... members) {
    check<M...>();
    check_struct<Struct, C...>();
    detail::set_references(*table_, at_, &detail::type_signature<Struct>, nullptr, {detail::key_of(members)...});
    return {*table_, at_};
  }
  // One of several tables that this struct is mapped to.
  template <class Struct, class... M, class... C>
  ForeignKey<T> references(const Name& table, M C::*... members) {
    check<M...>();
    check_struct<Struct, C...>();
    detail::set_references(*table_, at_, &detail::type_signature<Struct>, &table, {detail::key_of(members)...});
    return {*table_, at_};
  }
  // By name only, unchecked; without columns, the primary key of that table.
  ForeignKey<T> references(const Name& table, std::initializer_list<const char*> columns = {}) {
    detail::set_references(*table_, at_, table, columns);
    return {*table_, at_};
  }

 private:
  template <class... M>
  static consteval void check() {
    static_assert(sizeof...(M) == sizeof...(Columns),
                  "strata: the foreign key and what it references differ in their number of columns");
    if constexpr (sizeof...(M) == sizeof...(Columns)) {
      static_assert((std::is_same_v<detail::without_optional<M>, detail::without_optional<Columns>> && ...),
                    "strata: the foreign key and what it references differ in type");
    }
  }
  template <class Struct, class... C>
  static consteval void check_struct() {
    static_assert(detail::has_members_of<Struct, C...>,
                  "strata: this is a member of another struct than the one that is referenced");
  }

  detail::TableState* table_;
  std::size_t at_;
};

template <class T>
class Check : public detail::Settings<Check<T>> {
 public:
  Check(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  Check name(std::string_view name) { return it().name = name, *this; }
  Check unnamed() { return it().unnamed = true, *this; }
  // Replaces the whole text on one engine; `{}` are the same members.
  Check on(std::string_view engine, std::string_view text) {
    it().expression.on_engine.push_back({std::string(engine), std::string(text)});
    return *this;
  }
  // PostgreSQL.
  Check no_inherit() { return it().no_inherit = true, *this; }
  Check not_valid() { return it().validated = false, *this; }

  schema::ModelCheck& it() { return table_->model.checks[at_]; }

 private:
  detail::TableState* table_;
  std::size_t at_;
};

// PostgreSQL: exclusion("no_overlap").method("gist").element(&Booking::room, "=").element(sql(…), "&&").
template <class T>
class Exclusion : public detail::Settings<Exclusion<T>> {
 public:
  Exclusion(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  Exclusion name(std::string_view name) { return it().name = name, *this; }
  Exclusion unnamed() { return it().unnamed = true, *this; }
  Exclusion method(std::string_view name) { return it().method = name, *this; }
  Exclusion element(const KeyPart<T>& part, std::string_view operator_name) {
    std::vector<schema::ModelKeyPart> parts;
    detail::add_parts(*table_->models, parts, &part, 1);
    it().elements.push_back({std::move(parts.front()), std::string(operator_name)});
    return *this;
  }
  Exclusion include(std::initializer_list<Member<T>> members) {
    it().include = detail::column_names(*table_->models, members);
    return *this;
  }
  template <class... M, class... C>
  Exclusion where(detail::Text<sizeof...(M)> text, M C::*... members) {
    return where(sql(text, members...));
  }
  template <class... C>
  Exclusion where(const Sql<C...>& condition) {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
    detail::set_fragment(*table_->models, it().where, condition.spec);
    return *this;
  }
  Exclusion deferrable() { return it().deferral = schema::Deferral::initially_immediate, *this; }
  Exclusion initially_deferred() { return it().deferral = schema::Deferral::initially_deferred, *this; }
  // A storage parameter of its index: with("fillfactor", "70").
  Exclusion with(std::string_view parameter, std::string_view value) {
    return it().storage_parameters.emplace_back(parameter, value), *this;
  }

  schema::ModelExclusion& it() { return table_->model.exclusions[at_]; }

 private:
  detail::TableState* table_;
  std::size_t at_;
};

}  // namespace strata
