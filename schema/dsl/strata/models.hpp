// All that a project's database holds, and the definitions that say so: any number of files, each with its own.
#pragma once

#include "strata/sql.hpp"
#include "strata/table.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

class View;
class Domain;
class Sequence;
class CompositeType;
template <class E>
class Enumeration;
class EnumLabels;

class Models {
 public:
  Models();
  Models(const Models&) = delete;
  Models& operator=(const Models&) = delete;
  ~Models();

  // A table whose rows are T. The reference lives as long as the models do. One struct may be several tables; asked
  // for a second time, a table of the same struct and name is the one that is there.
  template <class T>
  Table<T>& table(const Name& name, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return add_table<T>(name, false, here);
  }
  // A table that lives in a session.
  template <class T>
  Table<T>& temporary_table(const Name& name, Here here = {__builtin_FILE(), __builtin_LINE()}) {
    return add_table<T>(name, true, here);
  }

  // The query is plain text: braces mean nothing in it.
  View view(const Name& name, std::string_view query, Here here = {__builtin_FILE(), __builtin_LINE()});
  View materialized_view(const Name& name, std::string_view query, Here here = {__builtin_FILE(), __builtin_LINE()});
  View temporary_view(const Name& name, std::string_view query, Here here = {__builtin_FILE(), __builtin_LINE()});

  // The SQL name and labels of an enum class; without it, snake_case of its name and its enumerators' names.
  template <class E>
  Enumeration<E> enumeration(const Name& name, Here here = {__builtin_FILE(), __builtin_LINE()});
  // An enum type that no C++ type stands for.
  EnumLabels enumeration(const Name& name, std::initializer_list<const char*> labels,
                         Here here = {__builtin_FILE(), __builtin_LINE()});

  Domain domain(const Name& name, std::string_view type, Here here = {__builtin_FILE(), __builtin_LINE()});
  Sequence sequence(const Name& name, Here here = {__builtin_FILE(), __builtin_LINE()});
  CompositeType composite_type(const Name& name, Here here = {__builtin_FILE(), __builtin_LINE()});
  void extension(std::string_view name, std::string_view schema = "", std::string_view version = "");
  // A schema inside the database (a namespace) that is the project's.
  void schema(std::string_view name);

  // Once per project: naming({.primary_key = "{table}_pkey", …}).
  void naming(const NamingConvention& convention);
  // Constraints without a name stay without one.
  void leave_unnamed();

  [[nodiscard]] detail::ModelsState& state() { return *state_; }

 private:
  template <class T>
  Table<T>& add_table(const Name& name, bool temporary, Here here) {
    detail::TableState& state = add_table_state(name, temporary, &detail::type_signature<T>, here);
    detail::list_fields<T>(state.fields);
    auto* table = new Table<T>(state);
    keep(Owned(table, [](void* made) { delete static_cast<Table<T>*>(made); }));
    return *table;
  }
  detail::TableState& add_table_state(const Name& name, bool temporary, detail::TypeTag type, Here here);
  using Owned = std::unique_ptr<void, void (*)(void*)>;
  void keep(Owned table);

  std::unique_ptr<detail::ModelsState> state_;
};

// Registers itself; all definitions run in order of file name, then of line:
// static const strata::Definition users{[](strata::Models& models) { … }};
class Definition {
 public:
  using Function = void (*)(Models&);

  Definition(Function define, Here here = {__builtin_FILE(), __builtin_LINE()});
  Definition(const Definition&) = delete;
  Definition& operator=(const Definition&) = delete;
  ~Definition();

  [[nodiscard]] Function function() const { return define_; }
  [[nodiscard]] Here here() const { return here_; }
  [[nodiscard]] const Definition* next() const { return next_; }

 private:
  Function define_;
  Here here_;
  Definition* next_;
};

class View : public detail::Settings<View> {
 public:
  View(detail::ModelsState& models, std::size_t at) : models_(&models), at_(at) {}

  // Another query on one engine.
  View on(std::string_view engine, std::string_view query);
  View columns(std::initializer_list<const char*> names);
  // security_barrier (PostgreSQL), algorithm, security (MariaDB).
  View option(std::string_view name, std::string_view value);
  View check_option(std::string_view local_or_cascaded);
  View renamed_from(std::string_view old_name);
  // Of a materialised view: index("name", {named("id"), sql("lower(email)")}).
  Index<void> index(std::string_view name, std::initializer_list<KeyPart<void>> parts = {},
                    Here here = {__builtin_FILE(), __builtin_LINE()});

  schema::ModelView& it();

 private:
  detail::ModelsState* models_;
  std::size_t at_;
};

class EnumLabels {
 public:
  EnumLabels(detail::ModelsState& models, std::size_t at) : models_(&models), at_(at) {}

  // A label was another one before: renamed_from("owner", "boss").
  EnumLabels renamed_from(std::string_view label, std::string_view old_label);

 private:
  detail::ModelsState* models_;
  std::size_t at_;
};

class Domain : public detail::Settings<Domain> {
 public:
  Domain(detail::ModelsState& models, std::size_t at) : models_(&models), at_(at) {}

  Domain not_null();
  Domain default_sql(std::string_view text);
  Domain collation(std::string_view name);
  Domain check(std::string_view name, detail::Text<0> text);
  Domain check(detail::Text<0> text);

  schema::ModelDomain& it();

 private:
  detail::ModelsState* models_;
  std::size_t at_;
};

class Sequence : public detail::Settings<Sequence> {
 public:
  Sequence(detail::ModelsState& models, std::size_t at) : models_(&models), at_(at) {}

  // options({.start = 100, .increment = 10}).
  Sequence options(const SequenceOptions& options);
  Sequence owned_by(std::string_view table_dot_column);

  schema::ModelSequence& it();

 private:
  detail::ModelsState* models_;
  std::size_t at_;
};

class CompositeType : public detail::Settings<CompositeType> {
 public:
  CompositeType(detail::ModelsState& models, std::size_t at) : models_(&models), at_(at) {}

  CompositeType attribute(std::string_view name, std::string_view type, std::string_view collation = "");
  CompositeType attribute(const schema::Column& attribute);

  schema::ModelCompositeType& it();

 private:
  detail::ModelsState* models_;
  std::size_t at_;
};

namespace detail {
void name_enum(ModelsState& models, const EnumSpec& type, const Name& name, Here here);
void name_label(ModelsState& models, const EnumSpec& type, long long value, std::string_view text);
void comment_enum(ModelsState& models, const EnumSpec& type, std::string_view text);
void rename_label(ModelsState& models, const EnumSpec& type, long long value, std::string_view old_text);
}  // namespace detail

template <class E>
class Enumeration {
 public:
  explicit Enumeration(detail::ModelsState& models) : models_(&models) {}

  // Any text for an enumerator: label(Role::read_only, "read-only").
  Enumeration label(E value, std::string_view text) {
    detail::name_label(*models_, detail::enum_spec<E>, static_cast<long long>(value), text);
    return *this;
  }
  // The enumerator's label was another one before: renamed_from(Role::owner, "boss").
  Enumeration renamed_from(E value, std::string_view old_text) {
    detail::rename_label(*models_, detail::enum_spec<E>, static_cast<long long>(value), old_text);
    return *this;
  }
  Enumeration comment(std::string_view text) {
    detail::comment_enum(*models_, detail::enum_spec<E>, text);
    return *this;
  }

 private:
  detail::ModelsState* models_;
};

template <class E>
Enumeration<E> Models::enumeration(const Name& name, Here here) {
  static_assert(std::is_enum_v<E> && !std::is_convertible_v<E, int>, "strata: an enumeration needs an `enum class`");
  detail::name_enum(*state_, detail::enum_spec<E>, name, here);
  return Enumeration<E>(*state_);
}

}  // namespace strata
