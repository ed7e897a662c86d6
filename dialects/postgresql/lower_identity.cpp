// What numbers the rows of a column: an identity, a serial's sequence, or nothing. Numbers go on where they were: the
// next one of the old sequence becomes the first of the new one, and where there was none they begin behind the
// highest in the table.
#include "dialects/postgresql/casts.hpp"
#include "dialects/postgresql/names.hpp"
#include "dialects/postgresql/render.hpp"
#include "dialects/postgresql/table_change.hpp"
#include "dialects/postgresql/tokenizer.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

namespace strata::dialects::postgresql {
namespace {

using schema::Column;
using schema::ObjectName;
using schema::Sequence;

std::string nextval_of(const ObjectName& sequence) {
  return fmt::format("nextval({}::regclass)", quote_literal(quote(sequence)));
}

// The sequence that a default takes its numbers from; empty name: none.
ObjectName numbered_by(const Column& column) {
  if (!column.default_value) return {};
  const std::vector<Token> tokens = tokenize(*column.default_value);
  if (tokens.size() < 4 || !is_keyword(tokens[0], "nextval") || tokens[2].kind != TokenKind::string) return {};
  return type_name(string_of(tokens[2]));
}

// A serial's sequence as an object, as the server keeps it.
Sequence sequence_behind(const ObjectName& table, const Column& column) {
  Sequence sequence;
  sequence.name = sequence_of(table, column.name);
  sequence.options = column.identity->sequence;
  if (sequence.options.data_type.empty()) sequence.options.data_type = column.type;
  if (sequence.options.data_type == "bigint") sequence.options.data_type.clear();
  sequence.owned_by = to_string(table) + "." + column.name;
  return sequence;
}

// The number of the open operation that creates or drops a sequence of that name, which is then taken.
template <class Operation>
const Sequence* take_sequence(Lowering& lowering, const ObjectName& name, TableChange& change) {
  for (const std::size_t i : lowering.open()) {
    const auto* operation = std::get_if<Operation>(&lowering.operations()[i]);
    if (operation == nullptr || operation->sequence.name != name) continue;
    lowering.mark_done(i);
    change.operations.push_back(i);
    return &operation->sequence;
  }
  return nullptr;
}

class Numbering {
 public:
  Numbering(Lowering& lowering, const Column& from, const Column& to, TableChange& change)
      : lowering_(lowering),
        from_(from),
        to_(to),
        change_(change),
        column_(quote_identifier(to.name)),
        sequence_(sequence_of(change.table, to.name)) {}

  // True if it sets the column's default.
  bool run() {
    if (is_serial(from_)) {
      from_serial();
    } else if (is_identity(from_)) {
      from_identity();
    } else if (is_serial(to_)) {
      plain_to_serial();
    } else {
      plain_to_identity();
    }
    return sets_default_;
  }

 private:
  void from_serial() {
    const Sequence old_sequence = sequence_behind(change_.table, from_);
    if (is_serial(to_)) {
      std::ranges::move(alter_sequence(old_sequence, sequence_behind(change_.table, to_)),
                        std::back_inserter(change_.after));
    } else if (is_identity(to_)) {
      change_.early.push_back("ALTER COLUMN " + column_ + " DROP DEFAULT");
      replace_sequence(old_sequence.name);
    } else if (const Sequence* kept = take_sequence<diff::CreateSequence>(lowering_, sequence_, change_)) {
      adopt(old_sequence, *kept);
    } else if (const Sequence* renamed = take_renamed(old_sequence)) {
      rename_sequence(old_sequence, *renamed);
    } else {
      if (!to_.default_value) change_.early.push_back("ALTER COLUMN " + column_ + " DROP DEFAULT");
      change_.after.push_back("DROP SEQUENCE " + quote(sequence_));
      change_.removes.push_back(relation(sequence_));
    }
  }

  // A table that was renamed keeps the sequence under its old name, with the position.
  void rename_sequence(Sequence old_sequence, const Sequence& sequence) {
    const ObjectName old_name = std::exchange(old_sequence.name, sequence.name);
    change_.before.push_back(
        fmt::format("ALTER SEQUENCE {} RENAME TO {}", quote(old_name), quote_identifier(sequence.name.name)));
    change_.removes.push_back(relation(old_name));
    change_.provides.push_back(relation(sequence.name));
    sets_default_ = true;  // it follows the name by itself
    adopt(old_sequence, sequence);
  }
  // The new sequence that the column takes its numbers from, if the old one can become it.
  const Sequence* take_renamed(const Sequence& old_sequence) {
    const ObjectName source = numbered_by(to_);
    const bool same = !source.name.empty() && source.schema == old_sequence.name.schema && from_.type == to_.type;
    return same ? take_sequence<diff::CreateSequence>(lowering_, source, change_) : nullptr;
  }

  // The column has let go of it, or takes hold of it.
  void adopt(const Sequence& old_sequence, const Sequence& sequence) {
    std::ranges::move(alter_sequence(old_sequence, sequence), std::back_inserter(change_.after));
    if (old_sequence.owned_by == sequence.owned_by) return;
    change_.after.push_back(sequence.owned_by.empty() ? "ALTER SEQUENCE " + quote(sequence.name) + " OWNED BY NONE"
                                                      : sequence_owner(sequence));
  }

  // An identity's own sequence gets the old one's name and position.
  void replace_sequence(const ObjectName& old_sequence) {
    const ObjectName aside = meanwhile(old_sequence);
    change_.before.push_back(
        fmt::format("ALTER SEQUENCE {} RENAME TO {}", quote(old_sequence), quote_identifier(aside.name)));
    // So that the column has one sequence only.
    change_.before.push_back("ALTER SEQUENCE " + quote(aside) + " OWNED BY NONE");
    add_identity();
    change_.after.push_back(
        fmt::format("SELECT setval({}, last_value, is_called)\nFROM {}", own_sequence(), quote(aside)));
    change_.after.push_back("DROP SEQUENCE " + quote(aside));
  }

  [[nodiscard]] std::string own_sequence() const {
    return fmt::format("pg_get_serial_sequence({}, {})", quote_literal(quote(change_.table)), quote_literal(to_.name));
  }

  void add_identity() {
    Column only_identity;
    only_identity.identity = to_.identity;
    change_.late.push_back("ALTER COLUMN " + column_ + " ADD" + column_definition(only_identity));
    add_data_type();
  }

  // No clause of a column takes the type of its identity's sequence.
  void add_data_type() {
    schema::Table settings;
    settings.name = change_.table;
    Column numbered;
    numbered.name = to_.name;
    numbered.identity = schema::Identity{to_.identity->kind, {}};
    numbered.identity->sequence.data_type = to_.identity->sequence.data_type;
    settings.columns = {numbered};
    std::ranges::move(column_settings(settings), std::back_inserter(change_.after));
  }

  void from_identity() {
    if (is_identity(to_)) return alter_identity();
    const Sequence* named = nullptr;
    Sequence sequence;
    if (is_serial(to_)) {
      sequence = sequence_behind(change_.table, to_);
      named = &sequence;
    } else if (const ObjectName name = numbered_by(to_); !name.name.empty()) {
      named = take_sequence<diff::CreateSequence>(lowering_, name, change_);
    }
    change_.early.push_back("ALTER COLUMN " + column_ + " DROP IDENTITY");
    if (named != nullptr) continue_in(*named);
  }

  // The identity's sequence is gone with it, and frees the name only then.
  void continue_in(const Sequence& sequence) {
    Sequence made = sequence;
    made.name.name = "strata_new_" + sequence.name.name.substr(0, 52);
    change_.before.push_back(create_sequence(made));
    // By its column, since a sequence keeps its name when a table is renamed; one that was never called has no last
    // value that could be read that way.
    change_.before.push_back(
        fmt::format("SELECT setval({}, coalesce(last, nextval({})), last IS NOT NULL)\n"
                    "FROM pg_sequence_last_value({}::regclass) AS last",
                    quote_literal(quote(made.name)), own_sequence(), own_sequence()));
    set_default(made.name);
    change_.after.push_back(
        fmt::format("ALTER SEQUENCE {} RENAME TO {}", quote(made.name), quote_identifier(sequence.name.name)));
    if (!sequence.owned_by.empty()) change_.after.push_back(sequence_owner(sequence));
    change_.provides.push_back(relation(sequence.name));
  }

  void alter_identity() {
    std::string changes;
    if (from_.identity->kind != to_.identity->kind) {
      changes =
          to_.identity->kind == schema::IdentityKind::always ? " SET GENERATED ALWAYS" : " SET GENERATED BY DEFAULT";
    }
    const auto options = changed_options(from_.identity->sequence, to_.identity->sequence, "SET ");
    if (!options.empty()) changes += " " + options;
    if (!changes.empty()) {
      std::ranges::move(move_into_bounds(sequence_, from_.identity->sequence, to_.identity->sequence),
                        std::back_inserter(change_.before));
      change_.late.push_back("ALTER COLUMN " + column_ + changes);
    }
    if (from_.identity->sequence.data_type == to_.identity->sequence.data_type) return;
    if (to_.identity->sequence.data_type.empty()) {
      change_.after.push_back("ALTER SEQUENCE " + quote(sequence_) + " AS " + to_.type);
    } else {
      add_data_type();
    }
  }

  void plain_to_serial() {
    const Sequence wanted = sequence_behind(change_.table, to_);
    const ObjectName old_source = numbered_by(from_);
    if (const Sequence* old_sequence = take_sequence<diff::DropSequence>(lowering_, wanted.name, change_)) {
      if (old_source != wanted.name || from_.type != to_.type) set_default(wanted.name);
      return adopt(*old_sequence, wanted);
    }
    if (old_source.schema == wanted.name.schema && from_.type == to_.type) {
      if (const Sequence* named = take_sequence<diff::DropSequence>(lowering_, old_source, change_)) {
        return rename_sequence(*named, wanted);
      }
    }
    change_.before.push_back(create_sequence(wanted));
    change_.provides.push_back(relation(wanted.name));
    set_default(wanted.name);
    change_.after.push_back(sequence_owner(wanted));
    // Rows without a number get one before it is the default.
    const bool numbers_rows = from_.nullable && parse_type(from_.type).base == parse_type(to_.type).base;
    begin_behind_last(quote_literal(quote(wanted.name)), numbers_rows ? change_.before : change_.after);
  }

  void set_default(const ObjectName& sequence) {
    change_.late.push_back(fmt::format("ALTER COLUMN {} SET DEFAULT {}", column_, nextval_of(sequence)));
    sets_default_ = true;
  }

  void plain_to_identity() {
    const ObjectName old_source = numbered_by(from_);
    if (!old_source.name.empty() && take_sequence<diff::DropSequence>(lowering_, old_source, change_) != nullptr) {
      return replace_sequence(old_source);
    }
    add_identity();
    begin_behind_last(own_sequence(), change_.after);
  }

  void begin_behind_last(const std::string& sequence, std::vector<std::string>& statements) {
    const schema::SequenceOptions& options = to_.identity->sequence;
    const bool ascends = options.increment.value_or(1) > 0;
    const std::int64_t first =
        options.start.value_or(ascends ? options.minimum.value_or(1) : options.maximum.value_or(-1));
    const std::string last = fmt::format("{}({})", ascends ? "max" : "min", column_);
    statements.push_back(fmt::format("SELECT setval({}, {})\nFROM {}\nHAVING {} {} {}", sequence, last,
                                     quote(change_.table), last, ascends ? ">=" : "<=", first));
  }

  Lowering& lowering_;
  const Column& from_;
  const Column& to_;
  TableChange& change_;
  std::string column_;
  ObjectName sequence_;
  bool sets_default_ = false;
};

}  // namespace

bool is_serial(const Column& column) {
  return column.identity && column.identity->kind == schema::IdentityKind::serial;
}
bool is_identity(const Column& column) {
  return column.identity && column.identity->kind != schema::IdentityKind::serial;
}

bool change_numbering(Lowering& lowering, const Column& from, const Column& to, TableChange& change) {
  return Numbering(lowering, from, to, change).run();
}

}  // namespace strata::dialects::postgresql
