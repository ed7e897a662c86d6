// A model with one thing wrong at a time, and what validate() says of it.
#include "schema/validate.hpp"
#include "schema/error.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace strata;
using namespace strata::schema;

namespace {

ModelColumn column(const std::string& name, PortableKind kind = PortableKind::int64) {
  ModelColumn column;
  column.name = name;
  column.type.kind = kind;
  column.location = {"models.cpp", 10};
  return column;
}

ModelKeyPart part(const std::string& column) {
  ModelKeyPart part;
  part.column = column;
  part.expression = {"{}", {column}, {}};
  return part;
}

ModelKey key(const std::vector<std::string>& columns) {
  ModelKey key;
  for (const std::string& name : columns) key.parts.push_back(part(name));
  key.location = {"models.cpp", 20};
  return key;
}

ModelForeignKey foreign_key(std::vector<std::string> columns, const std::string& table,
                            std::vector<std::string> referenced) {
  ModelForeignKey key;
  key.columns = std::move(columns);
  key.referenced_table.name = table;
  key.referenced_columns = std::move(referenced);
  key.location = {"models.cpp", 30};
  return key;
}

ModelIndex index(const std::string& name, const std::vector<std::string>& columns) {
  ModelIndex index;
  index.name = name;
  for (const std::string& column_name : columns) index.parts.push_back(part(column_name));
  index.location = {"models.cpp", 40};
  return index;
}

// users(id, email) and posts(id, author_id -> users): nothing wrong with it.
Model sound_model() {
  Model model;
  model.enums.push_back({{"", "colour"}, {"red", "green"}, {}, "", {"models.cpp", 1}});
  ModelTable users;
  users.name.name = "users";
  users.columns = {column("id"), column("email", PortableKind::text), column("tint", PortableKind::enumeration)};
  users.columns[2].type.enum_name = "colour";
  users.primary_key = key({"id"});
  users.location = {"models.cpp", 2};
  ModelTable posts;
  posts.name.name = "posts";
  posts.columns = {column("id"), column("author_id"), column("title", PortableKind::text)};
  posts.primary_key = key({"id"});
  posts.foreign_keys = {foreign_key({"author_id"}, "users", {"id"})};
  posts.indexes = {index("posts_by_author", {"author_id"})};
  posts.location = {"models.cpp", 3};
  model.tables = {users, posts};
  return model;
}

// What validate() says once `spoil` has had its way with the sound model.
std::vector<std::string> told(const std::function<void(Model&, ModelTable& users, ModelTable& posts)>& spoil) {
  Model model = sound_model();
  spoil(model, model.tables[0], model.tables[1]);
  std::vector<std::string> messages;
  for (const Finding& finding : validate(model)) messages.push_back(to_string(finding));
  return messages;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("a sound model has no findings") {
  CHECK(validate(sound_model()).empty());
}

TEST_CASE("tables and views of one name are told") {
  CHECK(told([](Model& model, auto&, auto&) {
          ModelView& view = model.views.emplace_back();
          view.name.name = "users";
          view.definition.text = "SELECT 1";
          view.location = {"views.cpp", 7};
        }) == Told{"views.cpp:7: view users is there twice, first as table at models.cpp:2"});
}

TEST_CASE("a temporary table may hide another, and two that never meet may share a name") {
  CHECK(told([](Model& model, ModelTable& users, auto&) {
          ModelTable other = users;
          other.temporary = true;
          model.tables.push_back(other);
        }).empty());
  CHECK(told([](Model&, auto&, ModelTable& posts) {
          posts.indexes[0].only_on = {"sqlite"};
          posts.indexes.push_back(index("posts_by_author", {"title"}));
          posts.indexes[1].only_on = {"postgresql"};
        }).empty());
}

TEST_CASE("columns, constraints and indexes of one name are told") {
  CHECK(told([](Model&, ModelTable& users, auto&) { users.columns.push_back(column("email")); }) ==
        Told{"models.cpp:10: table users: column email is there twice, first as column at models.cpp:10"});
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.uniques = {key({"email"})};
          users.uniques[0].name = "pk_users";
        }) == Told{"models.cpp:20: table users: unique constraint pk_users is there twice, first as primary key at "
                   "models.cpp:20 (give one of them a name)"});
  CHECK(told([](Model&, auto&, ModelTable& posts) {
          posts.indexes.push_back(index("posts_by_author", {"id"}));
        }).size() == 1);
}

TEST_CASE("two indexes that the naming convention calls the same are told") {
  const Told messages = told([](Model&, auto&, ModelTable& posts) {
    posts.indexes = {index("", {"title"}), index("", {"title"})};
    posts.indexes[1].where = {"{} > 1", {"id"}, {}};
  });
  CHECK(messages == Told{"models.cpp:40: table posts: index ix_posts_title is there twice, first as index at "
                         "models.cpp:40 (give one of them a name)"});
}

TEST_CASE("keys, checks and indexes that name unknown columns are told with the nearest name") {
  CHECK(told([](Model&, ModelTable& users, auto&) { users.primary_key = key({"idd"}); }).front() ==
        "models.cpp:20: table users: primary key names the unknown column idd of users (did you mean 'id'?)");
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.checks.emplace_back().expression = {"{} <> ''", {"emial"}, {}};
        }) == Told{"table users: check names the unknown column emial of users (did you mean 'email'?)"});
  CHECK(told([](Model&, auto&, ModelTable& posts) { posts.indexes[0].include = {"nothing_like_it"}; }) ==
        Told{"models.cpp:40: table posts: index posts_by_author names the unknown column nothing_like_it of posts"});
  CHECK(told([](Model&, auto&, ModelTable& posts) { posts.indexes[0].parts.push_back(part("author_id")); }) ==
        Told{"models.cpp:40: table posts: index posts_by_author names column author_id twice"});
  CHECK(told([](Model&, auto&, ModelTable& posts) { posts.indexes[0].parts.clear(); }) ==
        Told{"models.cpp:40: table posts: index posts_by_author has no columns"});
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.columns[1].generated = Fragment{"{}", {"nope"}, {}};
        }) == Told{"models.cpp:10: table users: column email names the unknown column nope of users"});
}

TEST_CASE("foreign keys that lead nowhere are told") {
  const auto with = [](const ModelForeignKey& key) {
    return told([&](Model&, auto&, ModelTable& posts) { posts.foreign_keys = {key}; });
  };
  CHECK(with(foreign_key({"author_id"}, "user", {"id"})) ==
        Told{"models.cpp:30: table posts: foreign key (author_id) references the unknown table user (did you mean "
             "'users'?)"});
  CHECK(with(foreign_key({"author_id"}, "users", {"ident"})).front() ==
        "models.cpp:30: table posts: foreign key (author_id) names the unknown column ident of users");
  CHECK(with(foreign_key({"autor_id"}, "users", {"id"})) ==
        Told{"models.cpp:30: table posts: foreign key (autor_id) names the unknown column autor_id of posts (did you "
             "mean 'author_id'?)"});
  CHECK(with(foreign_key({"author_id", "title"}, "users", {"id"})) ==
        Told{"models.cpp:30: table posts: foreign key (author_id, title) has 2 columns and references 1"});
  CHECK(with(foreign_key({"author_id", "id"}, "users", {})) ==
        Told{"models.cpp:30: table posts: foreign key (author_id, id) has 2 columns, but the primary key of users "
             "has 1"});
  CHECK(with(foreign_key({"title"}, "users", {"email"})) ==
        Told{"models.cpp:30: table posts: foreign key (title) references users (email), which is no key (make it the "
             "primary key or add a unique constraint)"});
}

TEST_CASE("a foreign key may lead to the first columns of an index, which is enough for one engine") {
  const auto with_index = [](const std::vector<std::string>& columns) {
    return told([&](Model&, ModelTable& users, ModelTable& posts) {
      users.indexes = {index("users_both", columns)};
      posts.foreign_keys = {foreign_key({"title"}, "users", {"email"})};
    });
  };
  CHECK(with_index({"email", "id"}).empty());
  CHECK(with_index({"id", "email"}).size() == 1);
}

TEST_CASE("a foreign key may lead to a unique constraint or a whole unique index, in any order") {
  const auto with_index = [](bool partial) {
    return told([&](Model&, ModelTable& users, ModelTable& posts) {
      users.indexes = {index("users_both", {"email", "id"})};
      users.indexes[0].unique = true;
      if (partial) users.indexes[0].where = {"{} > 0", {"id"}, {}};
      posts.foreign_keys = {foreign_key({"author_id", "title"}, "users", {"id", "email"})};
    });
  };
  CHECK(with_index(false).empty());
  CHECK(with_index(true).size() == 1);
}

TEST_CASE("a foreign key to a view is told as such") {
  CHECK(told([](Model& model, auto&, ModelTable& posts) {
          ModelView& view = model.views.emplace_back();
          view.name.name = "people";
          view.definition.text = "SELECT 1";
          posts.foreign_keys = {foreign_key({"author_id"}, "people", {"id"})};
        }) == Told{"models.cpp:30: table posts: foreign key (author_id) references the view people (a foreign key "
                   "needs a table)"});
}

TEST_CASE("empty names are told") {
  CHECK(told([](Model&, ModelTable& users, auto&) { users.columns[1].name = ""; }) ==
        Told{"models.cpp:10: table users: a column has no name"});
  CHECK(told([](Model& model, auto&, auto&) {
          model.enums.push_back({{}, {"a"}, {}, "", {"models.cpp", 5}});
        }) == Told{"models.cpp:5: enum without a name"});
  CHECK(told([](Model& model, auto&, ModelTable& posts) {
          posts.indexes[0].name = "";
          model.naming.index = "";
        }).front() ==
        "models.cpp:40: table posts: an index has no name (name it, or set the naming convention for "
        "indexes)");
  CHECK(told([](Model&, ModelTable&, ModelTable& posts) {
          posts = {};
          posts.name.name = "posts";
        }) == Told{"table posts has no columns"});
}

TEST_CASE("enums without labels, with one twice, and unknown ones are told") {
  CHECK(told([](Model& model, auto&, auto&) { model.enums[0].labels.clear(); }) ==
        Told{"models.cpp:1: enum colour has no labels"});
  CHECK(told([](Model& model, auto&, auto&) { model.enums[0].labels.emplace_back("red"); }) ==
        Told{"models.cpp:1: enum colour: label \"red\" stands twice"});
  CHECK(told([](Model&, ModelTable& users, auto&) { users.columns[2].type.enum_name = "color"; }) ==
        Told{"models.cpp:10: table users: column tint has the unknown enum type \"color\" (did you mean 'colour'?)"});
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.columns[2].default_literal = Literal{LiteralKind::text, "gren"};
        }) == Told{"models.cpp:10: table users: column tint has the default \"gren\", which is no label of colour (did "
                   "you mean 'green'?)"});
}

TEST_CASE("an old name that two columns claim is told") {
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.columns[1].renamed_from = "mail";
          users.columns[2].renamed_from = "mail";
        }) == Told{"models.cpp:10: table users: tint and email are both renamed from mail"});
  CHECK(told([](Model&, ModelTable& users, auto&) { users.renamed_from = "users"; }) ==
        Told{"models.cpp:2: users is renamed from its own name"});
}

TEST_CASE("two columns that swap their names are fine") {
  CHECK(told([](Model&, ModelTable& users, auto&) {
          users.columns[0].renamed_from = "email";
          users.columns[1].renamed_from = "id";
        }).empty());
}

TEST_CASE("types that can't be and values from two sources are told") {
  const auto with = [](const std::function<void(ModelColumn&)>& spoil) {
    return told([&](Model&, auto&, ModelTable& posts) { spoil(posts.columns[2]); });
  };
  const std::string whose = "models.cpp:10: table posts: column title";
  CHECK(with([](ModelColumn& c) { c.type.kind = PortableKind::varchar; }) ==
        Told{whose + " needs a length of at least 1"});
  CHECK(with([](ModelColumn& c) { c.type = {PortableKind::decimal, 0, 2, 3, "", {}}; }) ==
        Told{whose + " needs a scale from 0 to its precision"});
  CHECK(with([](ModelColumn& c) { c.type.kind = PortableKind::array; }) ==
        Told{whose + " is an array without exactly one element type"});
  CHECK(with([](ModelColumn& c) { c.default_literal = Literal{}; }) ==
        Told{whose + " is NOT NULL, but NULL by default"});
  CHECK(with([](ModelColumn& c) {
          c.identity.emplace();
          c.default_sql = {{"", "1"}};
        }) == Told{whose + " is an identity and has a default"});
  CHECK(with([](ModelColumn& c) {
          c.generated = Fragment{"1", {}, {}};
          c.default_sql = {{"", "1"}};
        }) == Told{whose + " is generated and has a default"});
  CHECK(with([](ModelColumn& c) {
          c.default_sql = {{"", "1"}, {"sqlite", "2"}, {"", "3"}};
        }) == Told{whose + " has two defaults for all engines"});
}

TEST_CASE("placeholders without their columns and lone braces are told") {
  const auto with = [](const Fragment& expression) {
    return told([&](Model&, ModelTable& users, auto&) {
      users.checks.emplace_back().expression = expression;
      users.checks[0].name = "c";
    });
  };
  CHECK(with({"{} > {}", {"id"}, {}}) == Told{"table users: check c: \"{} > {}\" has 2 {} for 1 columns"});
  CHECK(with({"'{'", {}, {}}) == Told{"table users: check c: a single brace in \"'{'\" (write {{ or }} for a brace)"});
  CHECK(with({"{} > 0", {"id"}, {{"sqlite", "1"}}}).size() == 1);
  CHECK(with({"", {}, {}}) == Told{"table users: check c has no expression"});
}

TEST_CASE("a naming template with an unknown placeholder is told") {
  CHECK(told([](Model& model, auto&, auto&) { model.naming.unique = "uq_{tabel}"; }) ==
        Told{"naming convention, unique: \"uq_{tabel}\" has an unknown placeholder (known are {table}, {columns}, "
             "{referenced} and {kind})"});
}

TEST_CASE("a sequence of an unknown column is told") {
  const auto with = [](const std::string& owner) {
    return told([&](Model& model, auto&, auto&) {
      ModelSequence& sequence = model.sequences.emplace_back();
      sequence.name.name = "s";
      sequence.owned_by = owner;
    });
  };
  CHECK(with("users.id").empty());
  CHECK(with("users.idd") == Told{"sequence s names the unknown column idd of users (did you mean 'id'?)"});
  CHECK(with("nobody.id") == Told{"sequence s is owned by the unknown column nobody.id"});
}

TEST_CASE("require_valid tells all problems at once, and where the first one is") {
  Model model = sound_model();
  CHECK_NOTHROW(require_valid(model));
  model.tables[0].primary_key = key({"idd"});
  model.enums[0].labels.clear();
  try {
    require_valid(model);
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::models);
    CHECK(std::string(error.what()) == "the models have 3 problems");
    CHECK(error.place().file == "models.cpp");
    CHECK(error.place().line == 1);
    CHECK(error.detail() ==
          "models.cpp:1: enum colour has no labels\n"
          "models.cpp:20: table users: primary key names the unknown column idd of users (did you mean 'id'?)\n"
          "models.cpp:30: table posts: foreign key (author_id) references users (id), which is no key (make it the "
          "primary key or add a unique constraint)");
  }
}
