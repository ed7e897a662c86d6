// Every query that introspection sends, in one place. Each names the database as a constant, by which the server opens
// the tables of that one alone; on MariaDB none joins, which would open them once per row, and none sorts what is
// large: tables come one after the other, their columns and keys in the order of the definition, as the server opens
// them. Texts are compared as the catalog compares them, without case, so where the server looks into all databases the
// name is compared by its bytes as well.
#pragma once

#include "dialects/mariadb/server.hpp"

#include <string_view>

namespace strata::dialects::mariadb {

// What is asked of MariaDB, and of MySQL 8 where its catalog is known to differ: the same fields in the same form.
struct Query {
  std::string_view mariadb;
  std::string_view mysql = mariadb;

  [[nodiscard]] std::string_view on(const Server& server) const { return server.mariadb ? mariadb : mysql; }
};

// What texts and defaults are read against. A parser for full text is what no catalog names with an index.
constexpr Query settings_query{R"sql(
  SELECT DATABASE(),
         CURRENT_USER(),
         @@character_set_database,
         @@collation_database,
         @@default_storage_engine,
         @@sql_mode,
         @@time_zone,
         (SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_type = 'FTPARSER' AND plugin_status = 'ACTIVE')
)sql"};

constexpr Query tables_query{R"sql(
  SELECT table_name, table_type, engine, table_collation, create_options, table_comment
  FROM information_schema.tables
  WHERE table_schema = DATABASE()
)sql"};

constexpr Query columns_query{R"sql(
  SELECT table_name, column_name, column_type, is_nullable, column_default, extra, generation_expression,
         character_set_name, collation_name, column_comment
  FROM information_schema.columns
  WHERE table_schema = DATABASE()
)sql",
                              // MySQL gives a literal without its quotes, and tells an expression in `extra`.
                              R"sql(
  SELECT table_name, column_name, column_type, is_nullable,
         CASE WHEN extra LIKE '%DEFAULT_GENERATED%' AND column_default NOT LIKE 'CURRENT_TIMESTAMP%'
                THEN CONCAT('(', column_default, ')')
              WHEN extra LIKE '%DEFAULT_GENERATED%' OR numeric_precision IS NOT NULL THEN column_default
              WHEN column_default IS NOT NULL THEN QUOTE(column_default) END,
         REPLACE(TRIM(REPLACE(extra, 'DEFAULT_GENERATED', '')), ' INVISIBLE', ', INVISIBLE'), generation_expression,
         character_set_name, collation_name, column_comment
  FROM information_schema.columns
  WHERE table_schema = DATABASE()
  ORDER BY table_name, ordinal_position
)sql"};

// Reference systems: SHOW CREATE does not say them.
constexpr Query geometry_query{R"sql(
  SELECT g_table_name, g_geometry_column, CONCAT(' REF_SYSTEM_ID=', srid)
  FROM information_schema.geometry_columns
  WHERE f_table_schema = DATABASE() AND srid <> 0
)sql",
                               R"sql(
  SELECT table_name, column_name, CONCAT(' SRID ', srs_id)
  FROM information_schema.st_geometry_columns
  WHERE table_schema = DATABASE() AND srs_id IS NOT NULL
)sql"};

constexpr Query keys_query{R"sql(
  SELECT table_name, index_name, non_unique, column_name, collation, sub_part, index_type, index_comment, ignored
  FROM information_schema.statistics
  WHERE table_schema = DATABASE()
)sql",
                           R"sql(
  SELECT table_name, index_name, non_unique, column_name, collation, sub_part, index_type, index_comment,
         IF(is_visible = 'NO', 'YES', 'NO')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE()
  ORDER BY table_name, index_name, seq_in_index
)sql"};

constexpr Query foreign_keys_query{R"sql(
  SELECT table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name,
         referenced_column_name
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
  ORDER BY table_name, constraint_name, ordinal_position
)sql"};

constexpr Query foreign_key_rules_query{R"sql(
  SELECT table_name, constraint_name, delete_rule, update_rule
  FROM information_schema.referential_constraints
  WHERE constraint_schema = DATABASE()
)sql"};

constexpr Query checks_query{R"sql(
  SELECT table_name, constraint_name, level, check_clause
  FROM information_schema.check_constraints
  WHERE constraint_schema = DATABASE()
)sql",
                             R"sql(
  SELECT t.table_name, c.constraint_name, 'Table', REPLACE(c.check_clause, '\\''', '''')
  FROM information_schema.check_constraints AS c
  JOIN information_schema.table_constraints AS t USING (constraint_schema, constraint_name)
  WHERE c.constraint_schema = DATABASE() AND t.constraint_type = 'CHECK'
)sql"};

constexpr Query triggers_query{R"sql(
  SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_order, sql_mode
  FROM information_schema.triggers
  WHERE event_object_schema = DATABASE()
  ORDER BY event_object_table, action_timing, event_manipulation, action_order
)sql"};

constexpr Query routines_query{R"sql(
  SELECT routine_name, routine_type, sql_mode
  FROM information_schema.routines
  WHERE routine_schema = DATABASE() AND BINARY routine_schema = DATABASE()
  ORDER BY routine_type, routine_name
)sql"};

constexpr Query events_query{R"sql(
  SELECT event_name, sql_mode, time_zone
  FROM information_schema.events
  WHERE event_schema = DATABASE() AND BINARY event_schema = DATABASE()
  ORDER BY event_name
)sql"};

// Of one sequence: a sequence is read as a table; all of them by one UNION.
constexpr std::string_view sequence_query = R"sql(
  SELECT {} AS name, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM {}
)sql";

}  // namespace strata::dialects::mariadb
