"""What SHOW CREATE says of every object of a MariaDB database, for tests to compare: a judge that shares nothing with strata.

    mariadb_meaning.py URL      prints it

Each object is a list of lines. Of a table these are its columns and its keys, each sorted, since neither the order of
keys nor, mostly, that of columns matters. When told to look at the order, columns stay in it, and what the engine
prints though it is what it would do anyway is looked at too: ON DELETE NO ACTION, USING BTREE. Left out
are what changes with the rows (AUTO_INCREMENT=5), the user who made it where that is the one who asks, the database's
name in front of a sequence's, and strata's own tables. What strata names and does not compare (UNMODELLED) is told apart.
"""
import dataclasses
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "engine"))

import mariadb_server as mariadb  # noqa: E402

OURS = ("strata_applied", "strata_history", "strata_schema")  # what strata remembers
UNMODELLED = frozenset(("TRIGGER", "PROCEDURE", "FUNCTION", "PACKAGE", "PACKAGE BODY", "EVENT", "PERIOD", "KEY WITHOUT OVERLAPS"))

# kind, name, the table that it hangs on, its place among a table's triggers
OBJECTS = """
SELECT IF(TABLE_TYPE IN ('VIEW', 'SEQUENCE'), TABLE_TYPE, 'TABLE'), TABLE_NAME, '', ''
FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
UNION ALL
SELECT 'TRIGGER', TRIGGER_NAME, EVENT_OBJECT_TABLE, CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ', ACTION_ORDER)
FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
UNION ALL
SELECT ROUTINE_TYPE, ROUTINE_NAME, '', '' FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()
UNION ALL
SELECT 'EVENT', EVENT_NAME, '', '' FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
"""

# Where SHOW CREATE of a kind has the text, and what else of its columns is part of the object.
COLUMNS = {
    "TABLE": (1, {}),
    "SEQUENCE": (1, {}),
    "VIEW": (1, {"client": 2, "collation": 3}),
    "TRIGGER": (2, {"sql_mode": 1, "client": 3, "collation": 4}),
    "EVENT": (3, {"sql_mode": 1, "time_zone": 2, "client": 4, "collation": 5}),
}
ROUTINE = (2, {"sql_mode": 1, "client": 3, "collation": 4})
USUAL = {"client": "utf8mb4", "collation": "utf8mb4_general_ci", "time_zone": "SYSTEM"}

COUNTER = re.compile(r"^(\) ENGINE=\S+) AUTO_INCREMENT=\d+")
SAME_ACTION = re.compile(r" ON (?:DELETE|UPDATE) (?:NO ACTION|RESTRICT)(?= ON |$)")
USUAL_METHOD = {True: " USING HASH", False: " USING BTREE"}  # of keys, by whether the engine is MEMORY
# Elements of a table that strata does not model.
PERIOD = re.compile(r"  (?:PERIOD FOR|UNIQUE KEY) `(?P<name>(?:[^`]|``)+)` .*")


@dataclasses.dataclass(frozen=True, order=True)
class Key:
    kind: str
    name: str
    table: str = ""  # of a trigger, and of what is in a table

    def __str__(self):
        return f"{self.kind.lower()} {self.name}"

    @property
    def unmodelled(self):
        return self.kind in UNMODELLED


def bare_name(key):
    return key.name


def table_lines(text, ordered):
    """SHOW CREATE TABLE has an element on each line, then the options, then the partitions."""
    head, *rest = text.split("\n")
    end = next((number for number, line in enumerate(rest) if line.startswith(") ") or line == ")"), len(rest))
    elements = [line.removesuffix(",") for line in rest[:end]]
    columns = [line for line in elements if line.startswith("  `")]
    keys = sorted(line for line in elements if not line.startswith("  `"))
    if not ordered:
        columns = sorted(columns)
        method = USUAL_METHOD[rest[end].startswith(") ENGINE=MEMORY")]
        keys = sorted(SAME_ACTION.sub("", line).replace(method, "") for line in keys)
    return [head, *columns, *keys, *(COUNTER.sub(r"\1", line) for line in rest[end:])]


def take_periods(table, lines, found):
    """The lines without an application's periods and the keys on them, which are objects of their own."""
    kept = []
    for line in lines:
        kind = "PERIOD" if line.startswith("  PERIOD FOR `") else "KEY WITHOUT OVERLAPS" if line.endswith(" WITHOUT OVERLAPS)") else None
        if kind:
            found[Key(kind, PERIOD.match(line)["name"], table)] = [line]
        else:
            kept.append(line)
    return kept


def object_lines(kind, row, user, database, mode, ordered):
    where, others = COLUMNS.get(kind, ROUTINE)
    text = row[where].replace(f" DEFINER={user}", "", 1).replace(f"nextval({database}.", "nextval(")
    lines = table_lines(text, ordered) if kind == "TABLE" else text.split("\n")
    besides = {name: row[column] for name, column in others.items()}
    return lines + [f"-- {name}: {value}" for name, value in besides.items() if value != {**USUAL, "sql_mode": mode}[name]]


def name_of(text):
    return "`" + text.replace("`", "``") + "`"


def meaning(url, ordered=False):
    """Key -> lines, of a database."""
    [[user, mode], *objects] = mariadb.query(url, "SELECT CURRENT_USER(), @@sql_mode;" + OBJECTS)
    user = "@".join(name_of(part) for part in user.rsplit("@", 1))
    objects = [row for row in objects if row[1] not in OURS]
    shown = mariadb.query(url, "".join(f"SHOW CREATE {kind} {name_of(name)};\n" for kind, name, *_ in objects))
    found = {}
    for (kind, name, table, place), row in zip(objects, shown, strict=True):
        lines = object_lines(kind, row, user, name_of(mariadb.database_of(url)), mode, ordered)
        if kind == "TABLE":
            lines = take_periods(name, lines, found)
        found[Key(kind, name, table)] = [*lines, f"-- {place}"] if place else lines
    return found


def lines_of(found):
    """As text, for a diff."""
    return [line for key in sorted(found) for line in (f"{key}:", *found[key])]


if __name__ == "__main__":
    print("\n".join(lines_of(meaning(sys.argv[1]))))
