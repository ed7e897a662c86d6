// What an ALTER TABLE costs: whether MariaDB can do it without copying the table and beside those who write it, so that
// it may be asked for in so many words. Probed with ALGORITHM and LOCK on 10.11; where it depends on more than is known
// here, the dearer way is taken to be needed and nothing is asked for.
#pragma once

#include "schema/schema.hpp"

#include <string>

namespace strata::dialects::mariadb {

// What the clauses of one ALTER TABLE do, added up.
struct Work {
  bool adds_columns = false;  // but for virtual ones
  bool adds_virtual_columns = false;
  bool drops_columns = false;
  bool places_columns = false;  // puts new or old ones between others
  bool builds_indexes = false;
  bool builds_fulltext = false;
  bool drops_indexes = false;
  bool rebuilds = false;  // writes every row anew, in place
  bool forbids_null = false;
  bool copies = false;  // does what is only done by copying
  bool verifies = false;  // has rows looked at that nothing but a copy looks at
  bool numbers = false;  // makes a column that is there AUTO_INCREMENT
  bool unknown = false;  // of a table with what is not modelled: nothing is asked for

  [[nodiscard]] bool changes_columns() const {
    return adds_columns || adds_virtual_columns || drops_columns || places_columns;
  }
};

enum class Algorithm { instant, nocopy, inplace, copy };

struct Cost {
  Algorithm algorithm = Algorithm::instant;
  bool keeps_writers_out = false;

  friend bool operator==(const Cost&, const Cost&) = default;
};

// `table` as it is before.
Cost cost_of(const schema::Table& table, const Work& work);

// Whether a MODIFY can make the one of the other: MariaDB makes no virtual column of another one, nor back.
bool can_modify(const schema::Column& old_column, const schema::Column& column);

// Adds what a MODIFY of the column does.
void add_modification(const schema::Table& from, const schema::Column& old_column, const schema::Table& to,
                      const schema::Column& column, Work& work);
void add_column(const schema::Column& column, Work& work);
// Adds what becomes of the order that InnoDB keeps rows in: by primary key, else by the first unique one without NULL.
void add_clustering(const schema::Table& from, const schema::Table& to, Work& work);

// "ALGORITHM=NOCOPY, LOCK=NONE"; empty where only copying does it.
std::string algorithm_clause(const Cost& cost);

}  // namespace strata::dialects::mariadb
