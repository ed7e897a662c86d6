// What is said of one column beyond its name and type, which come from the member.
#pragma once

#include "strata/detail/settings.hpp"
#include "strata/detail/state.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace strata {

// A C++ value as a default. Enumerators become their label, whatever it is named to be.
class Value {
 public:
  Value(std::nullptr_t) {}
  // Exactly a bool: pointers convert to one, too.
  template <class T>
  requires std::is_same_v<T, bool> Value(T value) : literal_{schema::LiteralKind::boolean, value ? "true" : "false"} {}
  Value(char character) : literal_{schema::LiteralKind::text, std::string(1, character)} {}
  template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && !detail::is_character<T>) Value(T value)
      : literal_{schema::LiteralKind::integer, std::to_string(value)} {}
  Value(double value);
  Value(const char* text) : literal_{schema::LiteralKind::text, text} {}
  Value(std::string text) : literal_{schema::LiteralKind::text, std::move(text)} {}
  Value(const detail::TextValue& value) : literal_{schema::LiteralKind::text, value.str()} {}
  template <int Precision, int Scale>
  Value(const Decimal<Precision, Scale>& value) : literal_{schema::LiteralKind::real, value.str()} {}
  Value(const std::vector<std::byte>& bytes);
  template <class E>
  requires std::is_enum_v<E> Value(E value) : enum_{&detail::enum_spec<E>, static_cast<long long>(value)} {}

  [[nodiscard]] const schema::Literal& literal() const { return literal_; }
  [[nodiscard]] const detail::EnumDefault& enumerator() const { return enum_; }

 private:
  schema::Literal literal_;
  detail::EnumDefault enum_;
};

template <class T>
class Column : public detail::Settings<Column<T>> {
 public:
  Column(detail::TableState& table, std::size_t at) : table_(&table), at_(at) {}

  // The SQL name, where it is not the member's (a C++ keyword, no identifier).
  Column name(std::string_view sql_name) { return it().name = sql_name, *this; }
  // Wins over the portable type on the engines that it names. May be called more than once.
  Column type(const Native& native) {
    it().native_types.insert(it().native_types.end(), native.texts().begin(), native.texts().end());
    return *this;
  }
  // Where NULL is allowed other than std::optional says.
  Column nullable(bool yes = true) { return it().nullable = yes, *this; }
  Column not_null() { return nullable(false); }
  // SQLite: NOT NULL ON CONFLICT.
  Column not_null_on_conflict(ConflictAction action) { return it().not_null_conflict = action, not_null(); }

  Column default_value(const Value& value) {
    it().default_literal = value.literal();
    state().enum_default = value.enumerator();
    return *this;
  }
  // SQL as it is, on all engines that have no text of their own.
  Column default_sql(std::string_view text) { return default_sql("", text); }
  Column default_sql(std::string_view engine, std::string_view text) {
    it().default_sql.push_back({std::string(engine), std::string(text)});
    return *this;
  }

  // The database numbers the rows: identity(), identity(strata::IdentityKind::always, {.start = 100}).
  Column identity(IdentityKind kind = IdentityKind::by_default, const SequenceOptions& sequence = {}) {
    it().identity = schema::Identity{kind, sequence};
    return *this;
  }
  Column auto_increment() { return identity(IdentityKind::auto_increment); }
  Column serial() { return identity(IdentityKind::serial); }

  // Computed from other columns: generated_stored("{} * {}", &Item::price, &Item::amount).
  template <class... M, class... C>
  Column generated_stored(detail::Text<sizeof...(M)> text, M C::*... members) {
    return generated(sql(text, members...), true);
  }
  template <class... C>
  Column generated_stored(const Sql<C...>& expression) {
    return generated(expression, true);
  }
  template <class... M, class... C>
  Column generated_virtual(detail::Text<sizeof...(M)> text, M C::*... members) {
    return generated(sql(text, members...), false);
  }
  template <class... C>
  Column generated_virtual(const Sql<C...>& expression) {
    return generated(expression, false);
  }

  Column collation(std::string_view name) { return collation("", name); }
  Column collation(std::string_view engine, std::string_view name) {
    it().collation.push_back({std::string(engine), std::string(name)});
    return *this;
  }
  Column renamed_from(std::string_view old_name) { return it().renamed_from = old_name, *this; }

  // MariaDB.
  Column character_set(std::string_view name) { return it().character_set = name, *this; }
  Column on_update(std::string_view sql) { return it().on_update = std::string(sql), *this; }
  Column invisible() { return it().invisible = true, *this; }
  // PostgreSQL.
  Column storage(std::string_view name) { return it().storage = name, *this; }
  Column compression(std::string_view method) { return it().compression = method, *this; }
  Column statistics_target(int target) { return it().statistics_target = target, *this; }
  // The column is the parents' of .inherits(…), with a default, NOT NULL or another property of its own.
  Column inherited() { return it().inherited = true, *this; }

  schema::ModelColumn& it() { return table_->model.columns[at_]; }

 private:
  detail::ColumnState& state() { return table_->columns[at_]; }

  template <class... C>
  Column generated(const Sql<C...>& expression, bool stored) {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
    detail::set_fragment(*table_->models, it().generated.emplace(), expression.spec);
    it().generated_stored = stored;
    return *this;
  }

  detail::TableState* table_;
  std::size_t at_;
};

}  // namespace strata
