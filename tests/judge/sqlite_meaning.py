#!/usr/bin/env python3
"""Prints what an SQLite file means, for tests to compare: an independent judge that shares nothing with strata.

    sqlite_meaning.py FILE           the schema
    sqlite_meaning.py FILE --rows    and every row of every table

Structure comes from SQLite's own pragmas; what they do not tell (checks, generated columns, expressions, constraint
names, conflict clauses) comes from the stored SQL, read here token by token. Columns are printed by name, since
SQLite can only append them; everything else is printed in an order that does not depend on how it was made. NOT NULL
on an alias of the rowid is not printed: such a column is never NULL (lang_createtable.html, "ROWIDs and the INTEGER
PRIMARY KEY"). strata's own tables are left out.
"""
import contextlib
import re
import sqlite3
import sys

OURS = ("strata_applied", "strata_history", "strata_schema")  # what strata remembers

TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<string>[xX]?'(?:[^']|'')*')
      | (?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
      | (?P<word>[A-Za-z_\x80-\U0010ffff][\w$]*|\d[\w.]*)
      | (?P<operator>\|\||<<|>>|<=|>=|<>|!=|==|->>|->|.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(sql):
    """The tokens of a text in one spelling: identifiers unquoted and in lower case, strings as they are."""
    found = []
    for match in TOKEN.finditer(sql or ""):
        text = match.group()
        if match.lastgroup == "space":
            continue
        if match.lastgroup == "quoted":
            text = text[1:-1].replace(text[0] * 2, text[0]).lower()
        elif match.lastgroup == "word":
            text = text.lower()
        found.append(text)
    return found


def group(words, start):
    """The index behind the parenthesis that closes the one at `start`."""
    depth = 0
    for index in range(start, len(words)):
        depth += {"(": 1, ")": -1}.get(words[index], 0)
        if depth == 0:
            return index + 1
    return len(words)


def bare(words):
    """Without parentheses around the whole."""
    while len(words) > 1 and words[0] == "(" and group(words, 0) == len(words):
        words = words[1:-1]
    return " ".join(words)


def conflict_of(words, index, column):
    """What `ON CONFLICT` at `index` belongs to: the constraint before it, with its columns."""
    if words[index - 1] != ")":
        kind = index - 2 if words[index - 1] in ("asc", "desc") else index - 1
        return f"{words[kind]} ({column})"
    start = max(i for i in range(index) if words[i] == "(" and group(words, i) == index)
    return f"{words[start - 1]} ({bare(words[start:index])})"


def unqualified(words, table):
    """Without the table's own name before a column, where no other table can be meant."""
    found = []
    for index, word in enumerate(words):
        if word == "." and words[index - 1] == table.lower():
            found.pop()
        else:
            found.append(word)
    return found


def clauses(table, sql):
    """What pragmas do not tell about a table: a sorted list of lines."""
    words = unqualified(tokens(sql), table)
    lines = []
    name = ""
    column = ""
    depth = 0
    for index, word in enumerate(words):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 1 and word in ("(", ","):
            column = words[index + 1]
        if word == "constraint" and index + 1 < len(words):
            name = words[index + 1]
        elif word in ("primary", "unique", "foreign", "references") and name:
            if word != "references" or words[index - 2] == "constraint":
                lines.append(f"named {word} {name}")
            name = ""
        elif word == "check":
            lines.append(f"check {name} {bare(words[index + 1:group(words, index + 1)])}".replace("  ", " "))
            name = ""
        elif word == "as" and index + 1 < len(words) and words[index + 1] == "(":
            end = group(words, index + 1)
            stored = end < len(words) and words[end] == "stored"
            lines.append(f"generated {column} {bare(words[index + 1:end])}{' stored' if stored else ''}")
        elif word == "collate" and depth == 1:
            lines.append(f"collation of {column} {words[index + 1]}")
        elif word == "autoincrement":
            lines.append("autoincrement")
        elif word == "conflict" and words[index - 1] == "on" and words[index + 1] != "abort":
            lines.append(f"on conflict {words[index + 1]} of {conflict_of(words, index - 1, column)}")
        elif words[index:index + 3] == ["deferrable", "initially", "deferred"] and words[index - 1] != "not":
            lines.append("initially deferred")
    return sorted(line for line in lines if not line.startswith("collation of") or not line.endswith(" binary"))


def default(text):
    """A default's expression. SQLite takes a lone word in double quotes for a string there."""
    if re.fullmatch(r'"(?:[^"]|"")*"', text or ""):
        text = "'" + text[1:-1].replace('""', '"').replace("'", "''") + "'"
    return bare(tokens(text))


def body(sql):
    """A view's or trigger's text from AS or its event on, in tokens."""
    words = tokens(sql)
    return " ".join(word for word in words if word not in ("if", "exists", "temp", "temporary"))


def pragma(database, name, argument):
    quoted = argument.replace("'", "''")
    return database.execute(f"SELECT * FROM pragma_{name}('{quoted}')").fetchall()


def keys(database, table):
    found = {}
    for number, sequence, parent, column, target, on_update, on_delete, match in pragma(database, "foreign_key_list", table):
        found.setdefault(number, []).append((sequence, column.lower(), (target or "").lower(), parent.lower(), on_update, on_delete, match))
    for rows in found.values():
        rows.sort()
        columns = ", ".join(row[1] for row in rows)
        targets = ", ".join(row[2] for row in rows)
        if targets.strip(", ") == "":
            primary = sorted((row[5], row[1].lower()) for row in pragma(database, "table_xinfo", rows[0][3]) if row[5])
            targets = ", ".join(name for _, name in primary)
        yield f"  foreign key ({columns}) -> {rows[0][3]} ({targets}) update {rows[0][4]} delete {rows[0][5]} match {rows[0][6]}"


def indexes(database, table):
    texts = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'"))
    for _, name, unique, origin, partial in pragma(database, "index_list", table):
        parts = []
        for _, cid, column, descending, collation, key in pragma(database, "index_xinfo", name):
            if key:
                parts.append(f"{'(expression)' if cid == -2 else column.lower() if column else 'rowid'} {collation.lower()}{' desc' if descending else ''}")
        shown = name if origin == "c" else f"of a constraint ({origin})"
        line = f"  index {shown}{' unique' if unique else ''} ({', '.join(parts)})"
        words = unqualified(tokens(texts.get(name) or ""), table)
        if partial and "where" in words:
            line += " where " + bare(words[words.index("where") + 1:])
        if any(part.startswith("(expression)") for part in parts):
            start = words.index("(")
            line += " expressions " + bare(words[start:group(words, start)])
        yield line


def table_lines(database, name, without_rowid, strict, sql):
    yield (f"table {name}{' without rowid' if without_rowid else ''}{' strict' if strict else ''}")
    columns = sorted(pragma(database, "table_xinfo", name), key=lambda row: row[1])
    keys_of_table = [row for row in columns if row[5]]
    alias = keys_of_table[0][1] if len(keys_of_table) == 1 and keys_of_table[0][2].lower() == "integer" and not without_rowid else None
    for _, column, kind, not_null, value, primary, hidden in columns:
        not_null = not_null and column != alias
        text = "" if value is None else f" default {default(value)}"
        yield (f"  column {column} {' '.join(tokens(kind))}{' not null' if not_null else ''}{text} key {primary} hidden {hidden}")
    yield from sorted(keys(database, name))
    yield from sorted(indexes(database, name))
    for line in clauses(name, sql):
        yield "  " + line


def row_lines(database, name):
    columns = sorted(row[1] for row in pragma(database, "table_xinfo", name) if row[6] == 0)
    shown = ", ".join("quote(\"" + column.replace('"', '""') + "\")" for column in columns)
    quoted = name.replace('"', '""')
    for row in sorted(database.execute(f'SELECT {shown} FROM "{quoted}"')):
        yield f"  row {', '.join(f'{column}={value}' for column, value in zip(columns, row))}"


def all_lines(database, with_rows):
    texts = {name: sql for name, sql in database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")}
    tables = database.execute("SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
    for name, kind, without_rowid, strict in tables:
        if name.startswith("sqlite_") or name in OURS or kind not in ("table", "virtual"):
            continue
        if kind == "virtual":
            yield "virtual table " + body(texts[name])
            continue
        yield from table_lines(database, name, without_rowid, strict, texts[name])
        if with_rows:
            yield from row_lines(database, name)
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name"):
        yield f"{kind} {name}: {body(sql)}"


def meaning(file, with_rows=False):
    """What is printed of a file, line by line."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return "\n".join(all_lines(database, with_rows)).splitlines()


if __name__ == "__main__":
    for printed in meaning(sys.argv[1], "--rows" in sys.argv[2:]):
        print(printed)
