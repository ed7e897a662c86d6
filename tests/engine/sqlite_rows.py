"""The rows of an SQLite file before and after a change, for tests: what must be kept, and whether it was.

A snapshot is read with sqlite3 itself: every value as quote() shows it, so that 1, '1', 1.0 and x'31' differ, the rowid
of tables whose rows have no other name, and the counters of AUTOINCREMENT.
"""
import dataclasses
import sqlite3


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


@dataclasses.dataclass
class Column:
    name: str
    kind: str  # the declared type, folded
    not_null: bool
    key: int  # place in the primary key, from 1; 0: none


@dataclasses.dataclass
class Table:
    columns: dict  # folded name -> Column; without generated ones
    rows: list  # of dicts: folded name -> literal
    numbered: bool  # rows are named by a rowid that no column shows
    strict: bool


def tables_of(database):
    """(name, is WITHOUT ROWID, is STRICT) of every table that is the user's."""
    rows = database.execute("SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return [row for row in rows if not row[0].lower().startswith("sqlite_")
            and row[0].lower() not in ("strata_applied", "strata_history", "strata_schema")]


def columns_of(database, table):
    rows = database.execute("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?)", (table,))
    return [Column(name, " ".join((kind or "").lower().split()), bool(not_null), key)
            for name, kind, not_null, key, hidden in rows if hidden == 0]


def read_table(database, name, without_rowid, strict):
    columns = columns_of(database, name)
    keys = [column for column in columns if column.key]
    alias = len(keys) == 1 and keys[0].kind == "integer"
    numbered = not without_rowid and not alias and not any(column.name.lower() == "rowid" for column in columns)
    shown = [f"quote({quoted(column.name)})" for column in columns] + (["quote(rowid)"] if numbered else [])
    names = [column.name.lower() for column in columns] + (["rowid"] if numbered else [])
    rows = database.execute(f"SELECT {', '.join(shown)} FROM {quoted(name)}") if shown else []
    return Table({column.name.lower(): column for column in columns}, [dict(zip(names, row)) for row in rows],
                 numbered, strict)


def snapshot(file):
    """Folded name -> Table."""
    database = sqlite3.connect(file)
    found = {name.lower(): read_table(database, name, without_rowid, strict)
             for name, without_rowid, strict in tables_of(database)}
    database.close()
    return found


def counters(file):
    """Folded name of an AUTOINCREMENT table -> the highest number that it gave."""
    database = sqlite3.connect(file)
    exists = database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone()
    rows = database.execute("SELECT name, seq FROM sqlite_sequence").fetchall() if exists else []
    database.close()
    if len({name for name, _ in rows}) != len(rows):
        raise AssertionError(f"sqlite_sequence holds a name twice: {rows}")
    return {name.lower(): number for name, number in rows}


def make_rows(database):
    """Three rows a table, children pointing at the same small numbers as their parents; a row that is refused is left out."""
    database.execute("PRAGMA foreign_keys = OFF")
    for table, _, _ in tables_of(database):
        columns = columns_of(database, table)
        for number in range(1, 4):
            values = []
            for position, column in enumerate(columns):
                if number == 3 and not column.not_null and position > 0:
                    values.append(None)
                elif any(word in column.kind for word in ("char", "text", "clob")):
                    values.append(f"text {number}")
                elif "blob" in column.kind:
                    values.append(bytes([number]))
                else:
                    values.append(number)
            names = ", ".join(quoted(column.name) for column in columns)
            marks = ", ".join("?" for _ in columns)
            try:
                database.execute(f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})", values)
            except sqlite3.Error:
                pass
    for broken in {row[0] for row in database.execute("PRAGMA foreign_key_check")}:
        database.execute(f"DELETE FROM {quoted(broken)}")  # nothing is violated before strata has begun
    database.commit()


def number(literal):
    try:
        return float(literal.strip("'"))
    except ValueError:
        return None


def is_kept(old, new, old_column, new_column):
    """Whether a value is the same, allowing for what the change of its column says."""
    if old == new:
        return True
    if old == "NULL":
        return new_column.not_null and new != "NULL"
    if old_column.kind == new_column.kind or new == "NULL":
        return False
    if old.strip("'") == new.strip("'"):
        return True
    return number(old) is not None and number(old) == number(new)


def lost(before, after, names, through=None):
    """A line for each table of `before` whose rows are not all there in `after`, in what both have. With `through`,
    the state between, also of tables and columns only that were there then."""
    lines = []
    for name, old in before.items():
        new = after.get(names.table(name) if through is None else name)
        between = through.get(names.table(name)) if through is not None else None
        if new is None or (through is not None and between is None):
            continue
        pairs = []
        for folded, column in old.columns.items():
            target = names.column(name, folded) if through is None else folded
            passed = between is None or names.column(name, folded) in between.columns
            if target in new.columns and passed:
                pairs.append((folded, target, column, new.columns[target]))
        if between is not None:  # what became of a value there decides what it can be here
            pairs = [(a, b, column, between.columns[names.column(name, a)]) for a, b, column, _ in pairs]
        if old.numbered and new.numbered and (between is None or between.numbered):
            rowid = Column("rowid", "integer", True, 0)
            pairs.append(("rowid", "rowid", rowid, rowid))
        line = lost_in(name, old, new, pairs)
        if line:
            lines.append(line)
    return lines


def lost_in(name, old, new, pairs):
    if len(old.rows) != len(new.rows):
        return f"{name}: {len(old.rows)} rows before, {len(new.rows)} after"
    remaining = list(new.rows)
    for row in old.rows:
        partner = next((candidate for candidate in remaining
                        if all(is_kept(row[a], candidate[b], before, after) for a, b, before, after in pairs)), None)
        if partner is None:
            return f"{name}: {({a: row[a] for a, *_ in pairs})} is not among {[{b: other[b] for _, b, *_ in pairs} for other in remaining]}"
        remaining.remove(partner)
    return None
