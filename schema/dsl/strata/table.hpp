// A table and all that belongs to it, described through the members of the struct T that is a row of it.
#pragma once

#include "strata/column.hpp"
#include "strata/constraint.hpp"
#include "strata/detail/fields.hpp"
#include "strata/index.hpp"

#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

namespace strata {

class Models;

namespace detail {

std::size_t add_column(TableState& table, const char* signature, MemberKey member, const TypeSpec* type, Here here);
std::size_t add_column(TableState& table, const char* signature, MemberKey member, bool nullable, Here here);
std::size_t add_column(TableState& table, std::string_view name, const Native& type, Here here);
void add_all_columns(TableState& table, std::initializer_list<const TypeSpec*> types, TypeTag owner, Here here);
std::size_t add_primary_key(TableState& table, std::string_view name, Here here);
std::size_t add_unique(TableState& table, std::string_view name, Here here);
std::size_t add_foreign_key(TableState& table, Members members, Here here);
std::size_t add_check(TableState& table, std::string_view name, const SqlSpec& sql);
std::size_t add_check(TableState& table, std::string_view name, const char* text, Here here, Members members);
std::size_t add_exclusion(TableState& table, std::string_view name, Here here);
std::size_t add_index(ModelsState& models, std::vector<schema::ModelIndex>& indexes, std::string_view name, Here here);

}  // namespace detail

template <class T>
class Table : public detail::Settings<Table<T>&> {
 public:
  explicit Table(detail::TableState& state) : state_(&state) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // ---- columns ----

  // Every field in its order, except those that are ignored or described already. T must be an aggregate without
  // bases and with at most 64 fields; others list their columns with column<&T::x>().
  Table& all_columns(Here here = {__builtin_FILE(), __builtin_LINE()}) { return all_columns_but<>(here); }

  // The same without some fields, which then need no SQL type.
  template <auto... Ignored>
  Table& all_columns_but(Here here = {__builtin_FILE(), __builtin_LINE()}) {
    (state_->ignored.push_back(detail::key_of(Ignored)), ...);
    detail::describe_fields<T, Ignored...>([&](std::initializer_list<const TypeSpec*> types) {
      detail::add_all_columns(*state_, types, &detail::type_signature<T>, here);
    });
    return *this;
  }

  // The column of one member: described now, or as all_columns() has described it.
  template <auto Pointer>
  Column<T> column(Here here = {__builtin_FILE(), __builtin_LINE()}) {
    check_member<Pointer>();
    return {*state_, detail::add_column(*state_, detail::member_signature<Pointer>(), detail::key_of(Pointer),
                                        &SqlType<detail::member_type<Pointer>>::spec, here)};
  }
  // A column whose C++ type has no SQL type of its own. NULL is allowed in a std::optional, as everywhere.
  template <auto Pointer>
  Column<T> column(const Native& type, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    check_member<Pointer>();
    const std::size_t at = detail::add_column(*state_, detail::member_signature<Pointer>(), detail::key_of(Pointer),
                                              detail::is_optional<detail::member_type<Pointer>>, here);
    return Column<T>(*state_, at).type(type);
  }
  // A column that no member stands for; it is spoken of as named("…").
  Column<T> column(std::string_view name, const Native& type, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return {*state_, detail::add_column(*state_, name, type, here)};
  }
  // A field that is not in the database.
  template <auto Pointer>
  Table& ignore() {
    check_member<Pointer>();
    state_->ignored.push_back(detail::key_of(Pointer));
    return *this;
  }

  // ---- constraints: the name is optional, and then made by the naming convention ----

  Key<T> primary_key(std::initializer_list<KeyPart<T>> parts, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return primary_key("", parts, here);
  }
  Key<T> primary_key(std::string_view name, std::initializer_list<KeyPart<T>> parts,
                     Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return with_parts(Key<T>(*state_, detail::add_primary_key(*state_, name, here)), parts);
  }
  Key<T> unique(std::initializer_list<KeyPart<T>> parts, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return unique("", parts, here);
  }
  Key<T> unique(std::string_view name, std::initializer_list<KeyPart<T>> parts,
                Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return with_parts(Key<T>(*state_, detail::add_unique(*state_, name, here)), parts);
  }

  // foreign_key(&A::x, &A::y).references(&B::x, &B::y): types and number are checked when compiled.
  template <class M, class C>
  ForeignKeyColumns<T, M> foreign_key(M C::*member, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return add_foreign_key<M>(here, member);
  }
  template <class M1, class C1, class M2, class C2>
  ForeignKeyColumns<T, M1, M2> foreign_key(M1 C1::*first, M2 C2::*second,
                                           Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return add_foreign_key<M1, M2>(here, first, second);
  }
  // Three and more; a message about it names the table's line, since a pack leaves no room for its own.
  template <class... M, class... C>
  requires(sizeof...(M) > 2) ForeignKeyColumns<T, M...> foreign_key(M C::*... members) {
    return add_foreign_key<M...>(Here{}, members...);
  }

  // Of columns that no member stands for, as a partition's are: foreign_key({named("user_id")}).references("users",
  // {"id"}).
  ForeignKeyColumns<T> foreign_key(std::initializer_list<Member<T>> columns,
                                   Here here = {__builtin_FILE(), __builtin_LINE()}) {
    const std::size_t at = detail::add_foreign_key(*state_, {}, here);
    state_->model.foreign_keys[at].columns = detail::column_names(*state_->models, columns);
    return {*state_, at};
  }

  // check("users_balance_positive", "{} >= 0", &User::balance), or without the name.
  template <class... M, class... C>
  Check<T> check(std::string_view name, detail::Text<sizeof...(M)> text, M C::*... members) {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
    return {*state_, detail::add_check(*state_, name, text.text, text.here, {detail::key_of(members)...})};
  }
  template <class... M, class... C>
  Check<T> check(detail::Text<sizeof...(M)> text, M C::*... members) {
    return check("", text, members...);
  }
  template <class... C>
  Check<T> check(std::string_view name, const Sql<C...>& expression) {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
    return {*state_, detail::add_check(*state_, name, expression.spec)};
  }

  Exclusion<T> exclusion(std::string_view name = "", Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return {*state_, detail::add_exclusion(*state_, name, here)};
  }

  // ---- indexes ----

  Index<T> index(std::string_view name, std::initializer_list<KeyPart<T>> parts,
                 Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return with_parts(index(name, here), parts);
  }
  Index<T> index(std::initializer_list<KeyPart<T>> parts, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return with_parts(index("", here), parts);
  }
  Index<T> index(std::string_view name, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    auto& indexes = state_->model.indexes;
    return {*state_->models, indexes, detail::add_index(*state_->models, indexes, name, here)};
  }

  // ---- the table itself ----

  Table& renamed_from(std::string_view old_name) { return it().renamed_from = old_name, *this; }
  // SQLite.
  Table& strict() { return options().strict = true, *this; }
  Table& without_rowid() { return options().without_rowid = true, *this; }
  // PostgreSQL.
  Table& unlogged() { return options().unlogged = true, *this; }
  Table& access_method(std::string_view name) { return options().access_method = name, *this; }
  Table& inherits(const Name& parent) { return options().inherits.push_back(parent), *this; }
  Table& partition_of(const Name& parent, std::string_view bound) {
    options().partition_of = parent;
    options().partition_bound = bound;
    return *this;
  }
  Table& with(std::string_view parameter, std::string_view value) {
    options().storage_parameters.emplace_back(parameter, value);
    return *this;
  }
  // MariaDB.
  Table& engine(std::string_view name) { return options().engine = name, *this; }
  Table& character_set(std::string_view name) { return options().character_set = name, *this; }
  Table& collation(std::string_view name) { return options().collation = name, *this; }
  Table& row_format(std::string_view name) { return options().row_format = name, *this; }
  Table& system_versioned() { return options().system_versioned = true, *this; }
  // Both: RANGE (created_at); on MariaDB the whole clause.
  Table& partition_by(std::string_view clause) { return options().partition_by = clause, *this; }
  Table& tablespace(std::string_view name) { return options().tablespace = name, *this; }

  schema::ModelTable& it() { return state_->model; }

 private:
  schema::TableOptions& options() { return it().options; }

  template <auto Pointer>
  static consteval void check_member() {
    check_class_of(Pointer);
  }
  template <class M, class C>
  static consteval void check_class_of(M C::*) {
    static_assert(detail::has_members_of<T, C>, "strata: this is a member of another struct than the table's");
  }

  template <class Builder>
  Builder with_parts(Builder builder, std::initializer_list<KeyPart<T>> parts) {
    detail::add_parts(*state_->models, builder.it().parts, parts.begin(), parts.size());
    return builder;
  }

  template <class... M, class... C>
  ForeignKeyColumns<T, M...> add_foreign_key(Here here, M C::*... members) {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
    return {*state_, detail::add_foreign_key(*state_, {detail::key_of(members)...}, here)};
  }

  detail::TableState* state_;
};

}  // namespace strata
