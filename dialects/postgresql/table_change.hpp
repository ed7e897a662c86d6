// All changes of one table that stays, gathered so that few statements do them: clauses of one ALTER TABLE, or of two
// where rows must be filled in between. Filled by the files named below, written out by lower_table.cpp.
#pragma once

#include "dialects/postgresql/lower_parts.hpp"

#include <string>
#include <utility>
#include <vector>

namespace strata::dialects::postgresql {

struct TableChange {
  schema::ObjectName table;
  std::vector<std::size_t> operations;

  std::vector<std::string> before;  // statements
  std::vector<std::string> early;  // clauses that rows may still violate nothing by
  std::vector<std::string> new_values;  // "a = 1", for every row
  std::vector<std::pair<std::string, std::string>> missing_values;  // quoted column and what stands for its NULLs
  std::vector<std::string> late;  // clauses that need the values
  std::vector<std::string> last;  // clauses that undo what the early ones did for the rows' sake
  std::vector<std::string> after;  // statements

  std::vector<diff::Hazard> hazards;
  Resources provides;
  Resources needs;
  Resources releases;
  Resources removes;

  void add_hazard(diff::HazardKind kind, std::string message);
};

// Provided once the column is gone.
diff::Resource dropped_column(const schema::ObjectName& table, const std::string& name);

// Provided once the old table has another name, where it is made anew.
diff::Resource stood_aside(const schema::ObjectName& table);

// The statements in their order.
std::vector<std::string> statements_of(const TableChange& change, bool defers_checks);

// ---- columns: lower_column.cpp

void add_column(Lowering& lowering, const schema::Column& column, TableChange& change);
void alter_column(Lowering& lowering, const schema::Column& from, const schema::Column& to, TableChange& change);
// Drops and adds it, since its expression can't be altered; other columns can't lose their values that way.
void remake_column(Lowering& lowering, const schema::Column& from, const schema::Column& to, TableChange& change);

// What a table that is made anew gets in the column: out of the old table's, or where that has none; empty: nothing
// (NULL, or the default).
std::string value_of_copied_column(Lowering& lowering, const schema::Column& from, const schema::Column& to,
                                   TableChange& change);
std::string value_of_new_column(Lowering& lowering, const schema::Column& to, TableChange& change);

// Whether the text is one literal, signed or cast perhaps: the same for all rows.
bool is_constant(std::string_view expression);

// ---- identity and serial columns: lower_identity.cpp

// What numbers the rows of a column, when that changes. True if the new default is set along with it.
bool change_numbering(Lowering& lowering, const schema::Column& from, const schema::Column& to, TableChange& change);

// True if the column's default is made by its identity.
bool is_serial(const schema::Column& column);
bool is_identity(const schema::Column& column);

// ---- sequences: lower_sequence.cpp

// "INCREMENT BY 5 NO MINVALUE": what takes the options of the one to the other; empty: nothing. `set` is put before
// each of them ("SET " for an identity column). The types are those of sequences that name none.
std::string changed_options(const schema::SequenceOptions& from, const schema::SequenceOptions& to,
                            std::string_view set);

// ALTER SEQUENCE and its kind, all but the owner.
std::vector<std::string> alter_sequence(const schema::Sequence& from, const schema::Sequence& to);

// A statement that moves the sequence's position to where the new bounds allow it, or nothing where it is there.
std::vector<std::string> move_into_bounds(const schema::ObjectName& sequence, const schema::SequenceOptions& from,
                                          const schema::SequenceOptions& to);

// ---- options of the table: lower_options.cpp

void change_options(Lowering& lowering, std::size_t operation, TableChange& change);

}  // namespace strata::dialects::postgresql
