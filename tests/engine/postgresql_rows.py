"""The rows of a PostgreSQL database before and after a change, for tests: what must be kept, and whether it was.

A snapshot is read by psql: every value as the type's own text, tables and partitions each with their own rows, and what
sequences have given. make_rows() puts some rows into whatever tables there are.
"""
import dataclasses
import json
import re

import postgresql_server as postgresql

ROWS = 3

TABLES = """
SELECT n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       a.attgenerated <> '', a.attidentity = 'a', a.atthasdef OR a.attidentity <> '',
       COALESCE(pg_get_expr(c.relpartbound, c.oid), ''), COALESCE(pg_get_partkeydef(i.inhparent), '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'
  AND c.relname NOT IN ('strata_applied', 'strata_history', 'strata_schema')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, a.attnum
"""

CHECKS = """
SELECT n.nspname || '.' || c.relname, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE contype = 'c' AND pg_get_constraintdef(k.oid) !~ '\\n'
"""

UNIQUE = """
SELECT n.nspname || '.' || c.relname, a.attname
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[])
WHERE i.indisunique AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'
"""

OWN_TYPES = """
SELECT format_type(oid, NULL), typtype, COALESCE(format_type(NULLIF(typbasetype, 0), typtypmod), ''),
       COALESCE((SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '')
FROM pg_type t WHERE typtype IN ('d', 'e')
"""

# Partitioned tables that no row has a place in.
NO_PARTITION = """
SELECT n.nspname || '.' || c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'p' AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid)
"""

SEQUENCES = "SELECT schemaname || '.' || sequencename, format('%I.%I', schemaname, sequencename), min_value, max_value FROM pg_sequences ORDER BY 1"

# Base types and what a value of each is, by the number of its row: SQL with {n}.
VALUES = {
    "boolean": "({n} % 2 = 0)", "uuid": "md5({n}::text)::uuid", "json": "json_build_object('n', {n})",
    "jsonb": "jsonb_build_object('n', {n})", "bytea": "decode(lpad({n}::text, 4, '0'), 'hex')",
    "date": "date '2020-01-01' + {n}", "time": "time '10:00' + {n} * interval '1 minute'", "timetz": "timetz '10:00+00'",
    "timestamp": "timestamp '2020-01-01' + {n} * interval '1 day'",
    "timestamptz": "timestamptz '2020-01-01 00:00+00' + {n} * interval '1 day'", "interval": "{n} * interval '1 day'",
    "inet": "('10.0.0.' || {n})::inet", "cidr": "('10.0.0.' || {n})::cidr", "macaddr": "('08:00:2b:01:02:0' || {n})::macaddr",
    "macaddr8": "('08:00:2b:01:02:03:04:0' || {n})::macaddr8", "tsvector": "to_tsvector('simple', 'word' || {n})",
    "tsquery": "to_tsquery('simple', 'word' || {n})", "point": "point({n}, {n})", "box": "box(point(0, 0), point({n}, {n}))",
    "circle": "circle(point({n} * 10, 0), {n})", "path": "path '((0,0),(1,1))'", "polygon": "polygon '((0,0),(1,1),(1,0))'",
    "lseg": "lseg '((0,0),(1,1))'", "line": "line '{{1,2,3}}'", "xml": "('<n>' || {n} || '</n>')::xml", "money": "{n}::money",
    "bit": "{n}::bit(8)", "varbit": "{n}::bit(8)::varbit", "hstore": "hstore('n', {n}::text)", "oid": "{n}::oid",
    "name": "('name ' || {n})::name", "ltree": "('n' || {n})::ltree", "pg_lsn": "('0/' || {n})::pg_lsn",
    "int4range": "int4range({n} * 10, {n} * 10 + 5)", "int8range": "int8range({n} * 10, {n} * 10 + 5)",
    "numrange": "numrange({n} * 10, {n} * 10 + 5)", "daterange": "daterange(date '2020-01-01' + {n} * 10, date '2020-01-05' + {n} * 10)",
    "tsrange": "tsrange(timestamp '2020-01-01' + {n} * interval '10 days', timestamp '2020-01-05' + {n} * interval '10 days')",
    "tstzrange": "tstzrange(timestamptz '2020-01-01 00:00+00' + {n} * interval '10 days', timestamptz '2020-01-05 00:00+00' + {n} * interval '10 days')",
}
NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
TEXTS = ("text", "character varying", "character", "citext")
SPELLINGS = {"timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz", "bit varying": "varbit",
             "time without time zone": "time", "time with time zone": "timetz"}


@dataclasses.dataclass
class Column:
    name: str
    type: str
    not_null: bool
    generated: bool
    always: bool  # GENERATED ALWAYS AS IDENTITY
    has_default: bool


@dataclasses.dataclass
class Table:
    sql: str  # its name in SQL
    columns: dict  # name -> Column
    bound: str  # of a partition, and the key it is for
    key: str
    rows: list = dataclasses.field(default_factory=list)  # name -> text, or None


@dataclasses.dataclass
class Snapshot:
    tables: dict  # schema.name -> Table
    counters: dict  # schema.name of a sequence -> (last value, whether it was given)
    bounds: dict  # schema.name of a sequence -> (least, most that it gives)


def structure(url):
    tables = {}
    for name, sql, column, kind, not_null, generated, always, has_default, bound, key in postgresql.session(url).query(TABLES):
        table = tables.setdefault(name, Table(sql, {}, bound, key))
        if column:
            table.columns[column] = Column(column, kind, *(flag == "t" for flag in (not_null, generated, always, has_default)))
    return tables


def unique_columns(url):
    """(table, column) of every column that a unique index has."""
    return {(table, column) for table, column in postgresql.session(url).query(UNIQUE)}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def snapshot(url):
    tables = structure(url)
    script = []
    for name, table in tables.items():
        shown = ", ".join(f"{quoted(column)}::text" for column in table.columns)
        script.append(f"SELECT to_json($name${name}$name$::text), row_to_json(r) FROM (SELECT {shown} FROM ONLY {table.sql}) r;")
    for name, row in postgresql.session(url).query("\n".join(script)):
        tables[json.loads(name)].rows.append(json.loads(row))
    sequences = postgresql.session(url).query(SEQUENCES)
    script = "\n".join(f"SELECT $name${name}$name$, last_value, is_called FROM {sql};" for name, sql, *_ in sequences)
    return Snapshot(tables, {name: (last, called) for name, last, called in postgresql.session(url).query(script)},
                    {name: (least, most) for name, _, least, most in sequences})


def own_types(url):
    """Name of a type that the schema defines -> (kind, a domain's base, an enum's labels as literals)."""
    rows = postgresql.session(url).query(OWN_TYPES)
    return {name: (kind, base, re.findall(r"'(?:[^']|'')*'", labels)) for name, kind, base, labels in rows}


def value_for(types, kind, number):
    """SQL for a value of a type; NULL where we know none."""
    base = re.sub(r"\(.*?\)", "", kind).strip()
    base = SPELLINGS.get(base, base)
    if base.endswith("[]"):
        return f"ARRAY[{value_for(types, kind[: kind.rindex('[]')], number)}]::{kind}"
    if base in NUMBERS:
        return str(number)
    if base in TEXTS:
        limit = re.search(r"\((\d+)\)", kind)
        text = f"text {number}" if not limit or int(limit.group(1)) > 6 else str(number)
        return f"'{text}'::{kind}"
    if base.split(".")[-1] in VALUES:
        value = VALUES[base.split(".")[-1]].format(n=number)
        return f"({value})::{kind}" if "(" in kind else value
    own, under, labels = types.get(kind, ("", "", []))
    if own == "d":
        return f"({value_for(types, under, number)})::{kind}"
    return f"{labels[(number - 1) % len(labels)]}::{kind}" if labels else f"NULL::{kind}"


def allowed(checks, bound, key, column, number):
    """A literal that a check or the bound of a partition names for the column, or nothing."""
    if column in re.findall(r'\w+|"[^"]+"', key):
        literals = re.findall(r"'(?:[^']|'')*'|\b-?\d+\b", bound)
        if literals:
            return literals[0]
    for check in checks:
        if re.search(rf"\b{re.escape(column)}\b", check):
            literals = [text for text in re.findall(r"'(?:[^']|'')*'(?=::)", check) if not re.fullmatch(r"'-?[\d.]+'", text)]
            if literals:
                return literals[(number - 1) % len(literals)]
    bounds = [re.search(rf"\b{re.escape(column)}\b >=? \(*(-?\d+)", check) for check in checks]
    least = max((int(found.group(1)) for found in bounds if found), default=None)
    return None if least is None else str(least + number)


def attempts(types, table, checks, becomes, number):
    """INSERT statements for one row, the fullest first: every column, only what must have a value, only defaults.
    `becomes`: the types that columns will have; a text that will be a label is one."""
    full, needed = {}, {}
    for column in table.columns.values():
        if column.generated:
            continue
        value = allowed(checks, table.bound, table.key, column.name, number) or value_for(types, column.type, number)
        later = types.get(becomes.get(column.name), ("", "", []))
        if column.type in TEXTS and later[0] == "e":
            value = f"{later[2][(number - 1) % len(later[2])]}::{column.type}"
        full[column.name] = value if number < ROWS or column.not_null else "NULL"
        if column.not_null and not column.has_default:
            needed[column.name] = value
    for values in (full, needed):
        if values:
            yield (f"INSERT INTO {table.sql} ({', '.join(map(quoted, values))}) OVERRIDING SYSTEM VALUE "
                   f"VALUES ({', '.join(values.values())})")
    yield f"INSERT INTO {table.sql} DEFAULT VALUES"


def make_rows(url, new):
    """Some rows for every table, children with the same small numbers as their parents, with an eye to the checks that
    they will have to pass in `new` as well, where they must have a place, too; gives the names of tables that take none of them."""
    tables, types = structure(url), own_types(new) | own_types(url)
    later = structure(new)
    becomes = {name: {column.name: column.type for column in table.columns.values()} for name, table in later.items()}
    for name, table in tables.items():
        if not table.bound and name in later:
            table.bound, table.key = later[name].bound, later[name].key
    checks = {}
    for table, check in postgresql.session(new).query(CHECKS) + postgresql.session(url).query(CHECKS):
        checks.setdefault(table, []).append(check)
    blocks = []
    homeless = {name for (name,) in postgresql.session(new).query(NO_PARTITION)}
    for name, table in tables.items():
        for number in range(1, 1 if name in homeless else ROWS + 1):
            block = "NULL;"
            for statement in reversed(list(attempts(types, table, checks.get(name, []), becomes.get(name, {}), number))):
                block = f"BEGIN {statement}; EXCEPTION WHEN OTHERS THEN {block} END;"
            blocks.append(f"DO $row$ BEGIN IF (SELECT count(*) FROM ONLY {table.sql}) < {number} THEN SET CONSTRAINTS ALL IMMEDIATE; {block} END IF; END $row$;")
    # Parents may come after their children: what is refused the first time is tried again.
    postgresql.session(url).run("SET client_min_messages = error;\n" + "\n".join(blocks * 3))
    counts = [f"SELECT $name${name}$name$ WHERE NOT EXISTS (SELECT FROM ONLY {table.sql});" for name, table in tables.items()]
    return [name for (name,) in postgresql.session(url).query("\n".join(counts))]


class Casts:
    """What a text of one type is in another, as the server says; asked once for each."""

    def __init__(self, url):
        self.url = url
        self.known = {}

    def of(self, text, old, new):
        if (text, old, new) not in self.known:
            literal = "'" + text.replace("'", "''") + "'"
            self.known[text, old, new] = self.ask(f"({literal}::{old})::{new}") or self.ask(f"({literal})::{new}")
        return self.known[text, old, new]

    def ask(self, expression):
        try:
            return postgresql.session(self.url).run(f"SELECT ({expression})::text").removesuffix("\n")
        except postgresql.SqlError:
            return None
