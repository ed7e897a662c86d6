// An index: its key parts come with it or are appended, everything else is a setter. T is the table's struct, or
// void on a materialised view, whose parts are named("column") and sql("…").
#pragma once

#include "strata/detail/settings.hpp"
#include "strata/detail/state.hpp"

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace strata {

template <class T>
class Index : public detail::Settings<Index<T>> {
 public:
  Index(detail::ModelsState& models, std::vector<schema::ModelIndex>& indexes, std::size_t at)
      : models_(&models), indexes_(&indexes), at_(at) {}

  Index unique() { return it().unique = true, *this; }
  Index method(std::string_view name) { return it().method = name, *this; }

  // Appends a column with or without modifiers: part(desc(&User::x)).
  Index part(const KeyPart<T>& part) {
    detail::add_parts(*models_, it().parts, &part, 1);
    return *this;
  }
  // Appends an expression: expression("lower({})", &User::email).
  template <class... M, class... C>
  Index expression(detail::Text<sizeof...(M)> text, M C::*... members) {
    check_members<C...>();
    detail::set_fragment(*models_, it().parts.emplace_back().expression, text.text, {detail::key_of(members)...});
    return *this;
  }
  template <class... C>
  Index expression(const Sql<C...>& expression) {
    return part(KeyPart<T>(expression));
  }

  // Columns that the index holds without ordering by them (a covering index).
  Index include(std::initializer_list<Member<T>> members) {
    it().include = detail::column_names(*models_, members);
    return *this;
  }
  // The rows that are in it (a partial index): where("{} IS NULL", &User::deleted_at).
  template <class... M, class... C>
  Index where(detail::Text<sizeof...(M)> text, M C::*... members) {
    check_members<C...>();
    detail::set_fragment(*models_, it().where, text.text, {detail::key_of(members)...});
    return *this;
  }
  template <class... C>
  Index where(const Sql<C...>& condition) {
    check_members<C...>();
    detail::set_fragment(*models_, it().where, condition.spec);
    return *this;
  }

  // A storage parameter: with("fillfactor", "70").
  Index with(std::string_view parameter, std::string_view value) {
    it().storage_parameters.emplace_back(parameter, value);
    return *this;
  }
  Index tablespace(std::string_view name) { return it().tablespace = name, *this; }
  Index nulls_not_distinct() { return it().nulls_not_distinct = true, *this; }
  Index ignored() { return it().ignored = true, *this; }  // MariaDB
  Index renamed_from(std::string_view old_name) { return it().renamed_from = old_name, *this; }

  schema::ModelIndex& it() { return (*indexes_)[at_]; }

 private:
  template <class... C>
  static consteval void check_members() {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
  }

  detail::ModelsState* models_;
  std::vector<schema::ModelIndex>* indexes_;
  std::size_t at_;
};

}  // namespace strata
