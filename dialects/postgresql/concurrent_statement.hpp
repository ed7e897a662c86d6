// The statements whose work goes on in several transactions, and so can be left half done: which one, on what.
#pragma once

#include "schema/schema.hpp"

#include <optional>
#include <string_view>

namespace strata::dialects::postgresql {

enum class ConcurrentWork { create_index, drop_index, reindex_index, reindex_table, detach_partition };

struct ConcurrentStatement {
  ConcurrentWork work = ConcurrentWork::create_index;
  schema::ObjectName table;  // create: the index's table; reindex_table: the table; detach: the parent
  schema::ObjectName object;  // the index, without a schema for create; detach: the partition. Empty name: not given
};

// Nothing for all other statements.
std::optional<ConcurrentStatement> concurrent_statement(std::string_view statement);

// The index, without a schema, and its table where CREATE INDEX IF NOT EXISTS, concurrently or not, may find it there.
std::optional<ConcurrentStatement> index_unless_there(std::string_view statement);

// True for what changes no definition and may always be run once more: VACUUM, ANALYZE, REINDEX, REFRESH MATERIALIZED
// VIEW, CLUSTER, CHECKPOINT.
bool is_repeatable(std::string_view statement);

}  // namespace strata::dialects::postgresql
