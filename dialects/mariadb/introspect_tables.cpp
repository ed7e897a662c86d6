// The list of what there is: tables with their options, the names of views and sequences.
#include "dialects/mariadb/catalog_queries.hpp"
#include "dialects/mariadb/introspect_parts.hpp"
#include "dialects/mariadb/names.hpp"
#include "dialects/mariadb/options.hpp"
#include "dialects/mariadb/tokenizer.hpp"
#include "schema/ascii.hpp"

#include <algorithm>
#include <array>

namespace strata::dialects::mariadb {
namespace {

// Engines that keep the rows themselves and say all that they are told in create_options. What a table of another one
// is (of other tables, of another server) stands in SHOW CREATE alone.
constexpr auto known_engines = std::to_array<std::string_view>({"InnoDB", "MyISAM", "Aria", "MEMORY", "CSV"});

bool is_known_engine(std::string_view engine) {
  return std::ranges::find(known_engines, engine) != known_engines.end();
}

// "max_rows=100 row_format=FIXED `page_compressed`='1' DATA DIRECTORY='/x/' partitioned"; whether it is partitioned.
bool read_options(schema::TableOptions& options, std::string_view engine, std::string_view text) {
  const std::vector<Token> tokens = tokenize(text);
  std::string name;
  for (std::size_t i = 0; tokens[i].kind != TokenKind::end; ++i) {
    if (is_symbol(tokens[i], "=")) {
      add_option(options, engine, name, std::string(tokens[++i].text));
      name.clear();
    } else {
      const bool of_engine = tokens[i].kind == TokenKind::quoted;  // as it was first written
      name += (name.empty() ? "" : " ") + (of_engine ? identifier_of(tokens[i]) : ascii::in_lower_case(tokens[i].text));
    }
  }
  return name == "partitioned" || name.ends_with(" partitioned");
}

void read_table(Draft& draft, std::string name, Fields& fields, bool versioned) {
  std::string engine = fields.text();
  std::string collation = fields.text();
  const std::string create_options = fields.text();
  std::string comment = fields.text();
  if (engine.empty()) {
    // Broken, or of an engine that is not there: the comment is the server's error.
    draft.schema.opaque_objects.push_back({"table", {"", std::move(name)}, "", "", {}, {}, false});
    return;
  }
  schema::Table table;
  table.name.name = name;
  table.comment = std::move(comment);
  table.options.system_versioned = versioned;
  if (!draft.catalog.is_default_engine(engine)) table.options.engine = engine;
  set_collation(table.options, collation, draft.catalog);
  const bool partitioned = read_options(table.options, engine, create_options);
  if (partitioned || !is_known_engine(engine) || tells_block_sizes(table.options, engine)) draft.to_show.insert(name);
  draft.facts.emplace(std::move(name), TableFacts{draft.schema.tables.size(), std::move(engine), std::move(collation)});
  draft.schema.tables.push_back(std::move(table));
}

}  // namespace

schema::Table* Draft::table(const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() ? nullptr : &schema.tables[found->second.position];
}

void add_option(schema::TableOptions& options, std::string_view engine, const std::string& name,
                const std::string& value) {
  if (name == "row_format") {
    options.row_format = value;
    // Aria adds this one to every table that is not in its own format.
    if (engine == "Aria" && !equals_ignoring_case(value, "PAGE")) {
      std::erase(options.storage_parameters, std::pair<std::string, std::string>{"transactional", "0"});
    }
    return;
  }
  const bool of_aria = engine == "Aria";
  if (of_aria && value == "1" && (name == "transactional" || name == "page_checksum")) return;
  if (of_aria && name == "transactional" && !options.row_format.empty() &&
      !equals_ignoring_case(options.row_format, "PAGE")) {
    return;
  }
  options.storage_parameters.emplace_back(name, value);
}

bool tells_block_sizes(const schema::TableOptions& options, std::string_view engine) {
  if (equals_ignoring_case(engine, "CSV")) return false;  // it has no keys
  return !equals_ignoring_case(engine, "InnoDB") || find_option(options.storage_parameters, key_block_size) != nullptr;
}

void set_collation(schema::TableOptions& options, std::string_view collation, const Catalog& catalog) {
  if (collation.empty() || collation == catalog.collation()) return;
  options.collation = collation;
  std::string character_set = character_set_of(collation);
  if (character_set != catalog.character_set()) options.character_set = std::move(character_set);
}

void read_tables(Draft& draft) {
  for (Row& row : draft.catalog.rows(tables_query)) {
    Fields fields(row);
    std::string name = fields.text();
    const std::string type = fields.text();
    if (!draft.catalog.in_scope(name)) continue;
    if (type == "BASE TABLE" || type == "SYSTEM VERSIONED") {
      read_table(draft, std::move(name), fields, type == "SYSTEM VERSIONED");
    } else if (type == "VIEW") {
      draft.views.insert(std::move(name));
    } else if (type == "SEQUENCE") {
      std::string engine = fields.text();
      fields.text();
      fields.text();
      draft.sequences.emplace(std::move(name), ListedSequence{std::move(engine), fields.text(), ""});
    }
  }
}

}  // namespace strata::dialects::mariadb
