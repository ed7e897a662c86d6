// Chooses the namespaces, settles how the server prints texts, and reads what all parts look up: two large lists that
// are one query each instead of a join in every other.
#include "dialects/postgresql/catalog.hpp"

#include "dialects/postgresql/names.hpp"

#include <algorithm>
#include <charconv>

namespace strata::dialects::postgresql {
namespace {

constexpr std::string_view namespaces_query = R"sql(
  SELECT pg_catalog.current_setting('server_version_num'),
         n.oid,
         n.nspname,
         pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname),
         n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema()
  FROM pg_catalog.pg_namespace AS n
  ORDER BY 4, n.nspname COLLATE "C"
)sql";

// How texts are printed must not hang on the role's or the database's settings. pg_temp comes last, or a temporary
// table would hide a permanent one of its name.
//
// How queries are planned: they name their tables in a good order already, and trying all the others takes longer than
// to read a small schema. A large catalog that has no statistics, as that of a scratch database, is taken for a small
// one, and nested loops would take the square of its size.
constexpr std::string_view settings_query = R"sql(
  SELECT pg_catalog.set_config('search_path', ?, true),
         pg_catalog.set_config('datestyle', 'ISO, YMD', true),
         pg_catalog.set_config('intervalstyle', 'postgres', true),
         pg_catalog.set_config('timezone', 'UTC', true),
         pg_catalog.set_config('bytea_output', 'hex', true),
         pg_catalog.set_config('extra_float_digits', '1', true),
         pg_catalog.set_config('standard_conforming_strings', 'on', true),
         pg_catalog.set_config('quote_all_identifiers', 'off', true),
         pg_catalog.set_config('jit', 'off', true),
         pg_catalog.set_config('join_collapse_limit', '4', true),
         pg_catalog.set_config('from_collapse_limit', '4', true),
         pg_catalog.set_config('enable_nestloop', CASE
           WHEN pg_catalog.pg_relation_size('pg_catalog.pg_class') OPERATOR(pg_catalog.<) 1000000 THEN 'on' ELSE 'off'
         END, true)
)sql";

// Members of extensions, and what the server made for something else: constructors of ranges, multiranges.
constexpr std::string_view made_by_others_query = R"sql(
  SELECT d.classid, d.objid
  FROM pg_depend AS d
  WHERE d.deptype = 'e'
     OR d.deptype = 'i' AND d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND d.objid >= 16384
)sql";

constexpr std::string_view comments_query = R"sql(
  SELECT classoid, objoid, objsubid, description FROM pg_description WHERE objoid >= 16384 OR classoid = 2615
)sql";

template <class Number>
Number parsed(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The text up to `end`, which is taken off `rest` with it.
std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t found = rest.find(end);
  const std::string_view taken = rest.substr(0, found);
  rest.remove_prefix(found == std::string_view::npos ? rest.size() : found + 1);
  return taken;
}

// Replaces $namespaces by the list, and `$since 150000 {new} else {old}` by one of the two.
std::string filled_in(std::string_view query, std::string_view namespaces, int server_version) {
  constexpr std::string_view list_mark = "namespaces";
  constexpr std::string_view version_mark = "since ";
  std::string text(take_until(query, '$'));
  while (!query.empty()) {
    if (query.starts_with(list_mark)) {
      query.remove_prefix(list_mark.size());
      text += namespaces;
    } else if (query.starts_with(version_mark)) {
      query.remove_prefix(version_mark.size());
      const bool is_new = server_version >= parsed<int>(take_until(query, '{'));
      const std::string_view now = take_until(query, '}');
      take_until(query, '{');
      const std::string_view before = take_until(query, '}');
      text += is_new ? now : before;
    } else {
      text += '$';
    }
    text += take_until(query, '$');
  }
  return text;
}

bool is_of_server(std::string_view name) {
  return name.starts_with("pg_") || name == "information_schema";
}

}  // namespace

Oid Fields::oid() {
  return parsed<Oid>(next().value_or(""));
}

std::int64_t Fields::number() {
  return parsed<std::int64_t>(next().value_or(""));
}

std::optional<std::int64_t> Fields::optional_number() {
  const Value& value = next();
  if (!value) return std::nullopt;
  return parsed<std::int64_t>(*value);
}

char Fields::letter() {
  const Value& value = next();
  return value && !value->empty() ? value->front() : ' ';
}

std::vector<int> Fields::numbers() {
  std::vector<int> numbers;
  const Value& value = next();
  const std::string_view text = value ? std::string_view(*value) : std::string_view();
  std::size_t start = 0;
  while ((start = text.find_first_of("-0123456789", start)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" ,}", start), text.size());
    numbers.push_back(parsed<int>(text.substr(start, end - start)));
    start = end;
  }
  return numbers;
}

std::vector<std::string> Fields::texts() {
  const Value& value = next();
  return value ? array_elements(*value) : std::vector<std::string>();
}

schema::Options Fields::options() {
  schema::Options options;
  for (std::string& element : texts()) {
    const std::size_t sign = std::min(element.find('='), element.size());
    options.emplace_back(element.substr(0, sign), sign < element.size() ? element.substr(sign + 1) : "");
  }
  return options;
}

// PostgreSQL: "Array Input and Output Syntax"; one dimension, no NULLs.
std::vector<std::string> array_elements(std::string_view printed) {
  std::vector<std::string> elements;
  if (printed.size() <= 2) return elements;
  elements.emplace_back();
  bool quoted = false;
  for (std::size_t i = 1; i + 1 < printed.size(); ++i) {
    const char c = printed[i];
    if (c == '\\') {
      elements.back() += printed[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      elements.emplace_back();
    } else {
      elements.back() += c;
    }
  }
  return elements;
}

Catalog::Catalog(Session& session, const Scope& scope) : session_(session), scope_(scope) {
  read_namespaces(session, scope);
  apply_settings(session);
  for (Row& row : rows(made_by_others_query)) {
    Fields fields(row);
    const Oid catalog = fields.oid();
    made_by_others_.insert({catalog, fields.oid(), 0});
  }
  for (Row& row : rows(comments_query)) {
    Fields fields(row);
    const Oid catalog = fields.oid();
    const Oid oid = fields.oid();
    const int part = fields.integer();
    comments_.emplace(ObjectId{catalog, oid, part}, fields.text());
  }
}

void Catalog::read_namespaces(Session& session, const Scope& scope) {
  for (Row& row : session.query(namespaces_query)) {
    Fields fields(row);
    server_version_ = fields.integer();
    const Oid oid = fields.oid();
    const std::string name = fields.text();
    const bool in_path = fields.optional_number().has_value();
    if (fields.flag()) temporary_ = oid;
    names_.emplace(oid, name);
    if (is_of_server(name)) continue;
    const bool is_default = in_path && default_oid_ == 0;
    if (is_default) {
      default_oid_ = oid;
      default_namespace_ = name;
    }
    const bool listed = std::ranges::find(scope.schemas, name) != scope.schemas.end();
    const bool wanted = is_default ? scope.default_schema : scope.schemas.empty() ? in_path : listed;
    if (!wanted) continue;
    if (!is_default) other_namespaces_.push_back(name);
    chosen_.emplace(oid, name);
  }
  std::ranges::sort(other_namespaces_);
  if (temporary_ != 0) chosen_.emplace(temporary_, names_[temporary_]);
  for (const auto& [oid, name] : chosen_) list_ += (list_.empty() ? "" : ", ") + std::to_string(oid);
  if (list_.empty()) list_ = "0";
}

void Catalog::apply_settings(Session& session) const {
  const std::string path = default_oid_ == 0 ? "pg_temp" : quote_identifier(default_namespace_) + ", pg_temp";
  session.query(settings_query, {path});
}

std::vector<Row> Catalog::rows(std::string_view query) {
  return session_.query(filled_in(query, list_, server_version_));
}

schema::ObjectName Catalog::name(Oid name_space, std::string name) const {
  if (name_space == default_oid_ || name_space == temporary_) return {"", std::move(name)};
  const auto found = names_.find(name_space);
  return {found == names_.end() ? "" : found->second, std::move(name)};
}

bool Catalog::in_scope(Oid name_space, const schema::ObjectName& name) const {
  return chosen_.contains(name_space) && scope_.contains(name);
}

std::string Catalog::comment(Oid catalog, Oid oid, int part) const {
  const auto found = comments_.find({catalog, oid, part});
  return found == comments_.end() ? "" : found->second;
}

}  // namespace strata::dialects::postgresql
