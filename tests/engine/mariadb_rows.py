"""The rows of a MariaDB database before and after a change, for tests: what must be kept, and whether it was.

A snapshot is read by the mariadb client: every value as its text (binary ones in hexadecimal), and what AUTO_INCREMENT
and sequences will give next. make_rows() puts some rows into whatever tables there are.
"""
import dataclasses
import itertools
import re

import mariadb_server as mariadb

ROWS = 3
OURS = ("strata_applied", "strata_history", "strata_schema")

TABLES = """
SELECT t.TABLE_NAME, t.TABLE_TYPE, IF(c.EXTRA LIKE '%auto_increment%', t.AUTO_INCREMENT, ''), c.COLUMN_NAME, c.COLUMN_TYPE, COALESCE(c.COLLATION_NAME, ''),
       c.IS_NULLABLE = 'NO', c.IS_GENERATED <> 'NEVER', c.COLUMN_DEFAULT IS NOT NULL OR c.EXTRA LIKE '%auto_increment%'
FROM information_schema.TABLES t JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME)
WHERE TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE <> 'VIEW'
ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION
"""

CHECKS = "SELECT TABLE_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()"

UNIQUE = """
SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0
"""

# Base types and what a value of each is, by the number of its row: SQL with {n}.
VALUES = {
    "date": "DATE'2020-01-01' + INTERVAL {n} DAY", "time": "'10:00:00' + INTERVAL {n} MINUTE", "year": "2000 + {n}",
    "datetime": "TIMESTAMP'2020-01-01 10:00:00' + INTERVAL {n} DAY", "timestamp": "TIMESTAMP'2020-01-01 10:00:00' + INTERVAL {n} DAY",
    "uuid": "INSERT('123e4567-e89b-12d3-a456-426655440000', 36, 1, {n})", "inet4": "'10.0.0.{n}'", "inet6": "'2001:db8::{n}'",
    "json": "JSON_OBJECT('n', {n})", "point": "ST_GeomFromText('POINT({n} {n})')", "geometry": "ST_GeomFromText('POINT({n} {n})')",
    "linestring": "ST_GeomFromText('LINESTRING(0 0, {n} {n})')", "polygon": "ST_GeomFromText('POLYGON((0 0, {n} 0, {n} {n}, 0 0))')",
    "bit": "{n} % 2",
}
NUMBERS = ("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double")
TEXTS = ("char", "varchar", "tinytext", "text", "mediumtext", "longtext")
BYTES = ("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob")
SPATIAL = ("point", "geometry", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection")


@dataclasses.dataclass
class Column:
    name: str
    type: str  # with its collation, as it could stand in a definition
    not_null: bool
    generated: bool
    has_default: bool


@dataclasses.dataclass
class Table:
    versioned: bool
    columns: dict  # name -> Column
    rows: list = dataclasses.field(default_factory=list)  # name -> literal, or None


@dataclasses.dataclass
class Snapshot:
    tables: dict  # name -> Table
    counters: dict  # name of a sequence, or of a column with AUTO_INCREMENT -> what comes next; of a table with a past -> how much
    bounds: dict = dataclasses.field(default_factory=dict)  # of counters; not looked at here


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def read_structure(url):
    """Tables by name, and counters."""
    tables, counters, sequences = {}, {}, set()
    for name, kind, counter, column, full_type, collation, not_null, generated, has_default in mariadb.query(url, TABLES):
        if kind == "SEQUENCE":
            sequences.add(name)
        elif name not in OURS:
            table = tables.setdefault(name, Table(kind == "SYSTEM VERSIONED", {}))
            with_collation = f"{full_type} COLLATE {collation}" if collation else full_type
            table.columns[column] = Column(column, with_collation, *(flag == "1" for flag in (not_null, generated, has_default)))
            if counter:
                counters[f"{name}.{column}"] = (counter,)
    script = "".join(f"SELECT NEXT_NOT_CACHED_VALUE FROM {quoted(name)};\n" for name in sorted(sequences))
    counters.update(zip(sorted(sequences), map(tuple, mariadb.query(url, script))))
    return tables, counters


def structure(url):
    return read_structure(url)[0]


def unique_columns(url):
    """(table, column) of every column that a unique index has."""
    return {(table, column) for table, column in mariadb.query(url, UNIQUE)}


def base_of(kind):
    return re.match(r"\w+", kind)[0]


def shown(name, kind):
    """SQL that gives a column's value as a literal."""
    if base_of(kind) in BYTES + SPATIAL + ("bit",):
        return f"IF({quoted(name)} IS NULL, 'NULL', CONCAT('0x', HEX({quoted(name)})))"
    return f"QUOTE({quoted(name)})"


def value_of(literal):
    return None if literal == "NULL" else literal


def snapshot(url):
    tables, counters = read_structure(url)
    names = list(tables)
    script = "".join(f"SELECT {number}, {', '.join(shown(c.name, c.type) for c in tables[name].columns.values())} FROM {quoted(name)};\n"
                     for number, name in enumerate(names))
    for number, *values in mariadb.query(url, script):
        table = tables[names[int(number)]]
        table.rows.append(dict(zip(table.columns, map(value_of, values), strict=True)))
    counters |= history_counts(url, tables)
    return Snapshot(tables, counters)


def history_counts(url, tables):
    """How many rows, with those of the past, a table with system versioning has."""
    versioned = [name for name, table in tables.items() if table.versioned]
    script = "".join(f"SELECT COUNT(*) FROM {quoted(name)} FOR SYSTEM_TIME ALL;\n" for name in versioned)
    return dict(zip((f"{name} with its past" for name in versioned), map(tuple, mariadb.query(url, script))))


def value_for(_, kind, number):
    """SQL for a value of a type; NULL where we know none."""
    base = base_of(kind)
    if base in NUMBERS:
        return str(number)
    if base in ("enum", "set"):
        labels = re.findall(r"'(?:[^']|'')*'", kind)
        return labels[(number - 1) % len(labels)]
    if base in TEXTS + BYTES:
        limit = re.search(r"\((\d+)\)", kind)
        return f"'text {number}'" if not limit or int(limit[1]) > 6 else f"'{number}'"
    return VALUES.get(base, "NULL").format(n=number)


def own_types(_):
    """MariaDB has none."""
    return {}


def value_from_checks(checks, column, number):
    """A literal that a check names for the column, or nothing; for a document in JSON, one."""
    mine = [check for check in checks if quoted(column.name) in check]
    if any(check.startswith("json_valid(") for check in mine):
        return f"""'{{"n": {number}}}'"""
    literals = [literal for check in mine for literal in re.findall(r"'(?:[^']|'')*'", check)]
    return literals[(number - 1) % len(literals)] if literals else None


def attempts(name, table, checks, number):
    """INSERT statements for one row, the fullest first: every column, only what must have a value."""
    full, needed = {}, {}
    for column in table.columns.values():
        if column.generated:
            continue
        value = value_from_checks(checks, column, number) or value_for(None, column.type, number)
        full[column.name] = value if number < ROWS or column.not_null else "NULL"
        if column.not_null and not column.has_default:
            needed[column.name] = value
    if not needed:
        needed = dict(itertools.islice(full.items(), 1))
    for values in (full, needed):
        if values:
            yield (f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, values))}) SELECT {', '.join(values.values())} FROM DUAL "
                   f"WHERE (SELECT COUNT(*) FROM {quoted(name)}) < {number};\n")


def make_rows(url, new):
    """Some rows for every table, children with the same small numbers as their parents, with an eye to the checks that
    they will have to pass in `new` as well; gives the names of tables that take none of them."""
    tables = structure(url)
    checks = {}
    for table, check in mariadb.query(new, CHECKS) + mariadb.query(url, CHECKS):
        checks.setdefault(table, []).append(check)
    script = "".join(statement for name, table in tables.items() for number in range(1, ROWS + 1)
                     for statement in attempts(name, table, checks.get(name, []), number))
    # Parents may come after their children: what is refused the first time is tried again. The client goes on (--force)
    # and ends with an error whenever something was refused.
    try:
        mariadb.mariadb(url, script * 3, "--force")
    except mariadb.SqlError:
        pass
    counts = [f"SELECT {number} FROM DUAL WHERE NOT EXISTS (SELECT * FROM {quoted(name)});\n" for number, name in enumerate(tables)]
    return [list(tables)[int(number)] for (number,) in mariadb.query(url, "".join(counts))]


class Casts:
    """What a value of one type is in another, as the server's own ALTER TABLE says; asked once for each."""

    def __init__(self, url):
        self.url = url
        self.known = {}

    def of(self, literal, old, new):
        if (literal, old, new) not in self.known:
            self.known[literal, old, new] = self.ask(f"""
                CREATE TEMPORARY TABLE strata_test_cast (v {old} NULL);
                INSERT INTO strata_test_cast VALUES ({literal});
                ALTER TABLE strata_test_cast MODIFY v {new} NULL;
                SELECT {shown("v", new)} FROM strata_test_cast""")
        return self.known[literal, old, new]

    def ask(self, script):
        try:
            [[literal]] = mariadb.query(self.url, script)
            return value_of(literal)
        except mariadb.SqlError:
            return None
