// SQL that names columns through members, and what an index or key is made of: `{}` in a text stands for a member,
// counted when the file is compiled. In: literals and member pointers; out: plain specs that the core stores.
#pragma once

#include "schema/model.hpp"
#include "strata/detail/member.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata {

inline constexpr auto no_action = schema::ReferentialAction::no_action;
inline constexpr auto restrict = schema::ReferentialAction::restrict;
inline constexpr auto cascade = schema::ReferentialAction::cascade;
inline constexpr auto set_null = schema::ReferentialAction::set_null;
inline constexpr auto set_default = schema::ReferentialAction::set_default;

using schema::ConflictAction;
using schema::IdentityKind;
using schema::MatchType;
using schema::NamingConvention;

// As schema::SequenceOptions, with initialisers, so that {.start = 100} draws no warning about the others.
struct SequenceOptions {
  std::string data_type = {};
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> increment = {};
  std::optional<std::int64_t> minimum = {};
  std::optional<std::int64_t> maximum = {};
  std::optional<std::int64_t> cache = {};
  bool cycle = false;

  operator schema::SequenceOptions() const { return {data_type, start, increment, minimum, maximum, cache, cycle}; }
};

// A name as the database has it: "users", or {"sales", "orders"} for one inside a database schema.
struct Name : schema::ObjectName {
  Name(const char* only) : ObjectName{{}, only} {}
  Name(std::string only) : ObjectName{{}, std::move(only)} {}
  Name(std::string_view in_schema, std::string_view only) : ObjectName{std::string(in_schema), std::string(only)} {}
};

// An engine's own type: native("citext").on("postgresql").native("text").on("sqlite").
class Native {
 public:
  explicit Native(std::string_view text) { native(text); }

  // The engines that the text before holds on; without it, all.
  template <class... Engines>
  Native&& on(const Engines&... engines) && {
    for (std::string_view engine : {std::string_view(engines)...}) add_engine(engine);
    return std::move(*this);
  }
  Native&& native(std::string_view text) && {
    static_cast<Native&>(*this).native(text);
    return std::move(*this);
  }
  [[nodiscard]] const std::vector<schema::EngineText>& texts() const { return texts_; }

 private:
  void native(std::string_view text) & { texts_.push_back({{}, std::string(text)}); }
  void add_engine(std::string_view engine);

  std::vector<schema::EngineText> texts_;
};

inline Native native(std::string_view text) {
  return Native(text);
}

namespace detail {

// Its name is the compiler's message.
void the_number_of_braces_in_the_SQL_is_not_the_number_of_members_given();

// The number of `{}`; -1 for a brace that is neither `{}` nor doubled.
constexpr int count_placeholders(const char* text) {
  int count = 0;
  for (const char* at = text; *at != '\0'; ++at) {
    if (*at != '{' && *at != '}') continue;
    if (at[1] == at[0]) {
      ++at;
    } else if (at[0] == '{' && at[1] == '}') {
      ++count;
      ++at;
    } else {
      return -1;
    }
  }
  return count;
}

// A literal with exactly `Members` times `{}`, and where it was written.
template <std::size_t Members>
struct Text {
  consteval Text(const char* literal, const char* file = __builtin_FILE(), int line = __builtin_LINE())
      : text(literal), here{file, line} {
    if (count_placeholders(literal) != static_cast<int>(Members)) {
      the_number_of_braces_in_the_SQL_is_not_the_number_of_members_given();
    }
  }
  const char* text;
  Here here;
};

using Members = std::initializer_list<MemberKey>;

struct SqlSpec {
  std::string text;
  std::vector<MemberKey> members;
  std::vector<schema::EngineText> on_engine;
  Here here;
};

struct PartSpec {
  std::string column;  // by name; else `sql` is "{}" of one member, or an expression
  bool expression = false;
  SqlSpec sql;
  std::string collation;
  std::string operator_class;
  bool descending = false;
  std::optional<schema::NullsOrder> nulls;
  std::optional<int> prefix_length;
};

SqlSpec make_sql(const char* text, Here here, Members members);
PartSpec member_part(MemberKey member);
PartSpec expression_part(SqlSpec sql);
PartSpec named_part(std::string_view column);

}  // namespace detail

// An expression over members of `Classes`: sql("lower({})", &User::email).on("postgresql", "lower({}::text)").
template <class... Classes>
struct Sql {
  detail::SqlSpec spec;

  // Replaces the whole text on one engine; `{}` are the same members.
  Sql&& on(std::string_view engine, std::string_view text) && {
    spec.on_engine.push_back({std::string(engine), std::string(text)});
    return std::move(*this);
  }
};

template <class... M, class... C>
Sql<C...> sql(detail::Text<sizeof...(M)> text, M C::*... members) {
  return {detail::make_sql(text.text, text.here, {detail::key_of(members)...})};
}

// One element of an index or key with what modifies it: part(&User::email).collate("NOCASE").desc().
template <class... Classes>
struct Part {
  detail::PartSpec spec;

  Part&& desc() && { return spec.descending = true, std::move(*this); }
  Part&& nulls_first() && { return spec.nulls = schema::NullsOrder::first, std::move(*this); }
  Part&& nulls_last() && { return spec.nulls = schema::NullsOrder::last, std::move(*this); }
  Part&& collate(std::string_view collation) && { return spec.collation = collation, std::move(*this); }
  Part&& opclass(std::string_view name) && { return spec.operator_class = name, std::move(*this); }
  Part&& prefix(int length) && { return spec.prefix_length = length, std::move(*this); }
};

template <class M, class C>
Part<C> part(M C::*member) {
  return {detail::member_part(detail::key_of(member))};
}
template <class... C>
Part<C...> part(Sql<C...> sql) {
  return {detail::expression_part(std::move(sql.spec))};
}
template <class M, class C>
Part<C> desc(M C::*member) {
  return part(member).desc();
}
template <class... C>
Part<C...> desc(Sql<C...> sql) {
  return part(std::move(sql)).desc();
}

template <class... C>
Part<C...> desc(Part<C...> part) {
  return std::move(part).desc();
}

// A column by its SQL name, where no member stands for it (materialised views, columns without a member).
inline Part<> named(std::string_view column) {
  return {detail::named_part(column)};
}

// What a brace list takes: a member of T (or of a base of T), a part, or an expression. It only points at the latter
// two, which live as long as the call; so a list of them costs the compiler little.
template <class T>
struct KeyPart {
  template <class M, class C>
  KeyPart(M C::*pointer) : member(detail::key_of(pointer)) {
    check<C>();
  }
  template <class... C>
  KeyPart(const Part<C...>& given) : part(&given.spec) {
    check<C...>();
  }
  template <class... C>
  KeyPart(const Sql<C...>& given) : expression(&given.spec) {
    check<C...>();
  }

  detail::MemberKey member;
  const detail::PartSpec* part = nullptr;
  const detail::SqlSpec* expression = nullptr;

 private:
  template <class... C>
  static consteval void check() {
    static_assert(detail::has_members_of<T, C...>, "strata: this is a member of another struct than the table's");
  }
};

// The same without modifiers, for lists of columns only.
template <class T>
struct Member {
  template <class M, class C>
  Member(M C::*member) : key(detail::key_of(member)) {
    static_assert(detail::has_members_of<T, C>, "strata: this is a member of another struct than the table's");
  }
  Member(const Part<>& named) : column(named.spec.column) {}

  detail::MemberKey key;
  std::string_view column;  // of the caller's named("…")
};

}  // namespace strata
