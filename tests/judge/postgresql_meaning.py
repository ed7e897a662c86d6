"""What `pg_dump -s` says of a database, object by object, for tests to compare: a judge that shares nothing with strata.

    postgresql_meaning.py URL      prints it

The dump is cut at pg_dump's own headings (-- Name: …; Type: …; Schema: …), so that its order does not matter; each
object is a list of lines in an order of its own. Columns of a table and attributes of a type are compared as a set,
or in their places when asked: PostgreSQL can only append them. Owners, settings and what differs from dump to dump are
left out, and so are strata's own tables. Objects of the kinds in UNMODELLED are told apart, since strata names them
and does not compare them.
"""
import dataclasses
import re
import subprocess
import sys

OURS = ("strata_applied", "strata_history", "strata_schema")  # what strata remembers

UNMODELLED = frozenset((
    "FUNCTION", "PROCEDURE", "AGGREGATE", "TRIGGER", "EVENT TRIGGER", "POLICY", "ROW SECURITY", "RULE", "ACL", "DEFAULT ACL",
    "STATISTICS", "FOREIGN TABLE", "SERVER", "USER MAPPING", "FOREIGN DATA WRAPPER", "OPERATOR", "OPERATOR CLASS",
    "OPERATOR FAMILY", "CAST", "COLLATION", "CONVERSION", "TRANSFORM", "PROCEDURAL LANGUAGE", "ACCESS METHOD",
    "SECURITY LABEL", "PUBLICATION", "PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA", "SUBSCRIPTION", "SHELL TYPE",
    "TEXT SEARCH CONFIGURATION", "TEXT SEARCH DICTIONARY", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE",
    "BASE TYPE", "RANGE TYPE", "CLUSTER ON", "REPLICA IDENTITY", "FORCE ROW SECURITY", "INDEX STATISTICS",
    "COMMENT BESIDE"))

HEADING = re.compile(r"^--\n-- Name: (?P<name>.*); Type: (?P<kind>[A-Z ]+); Schema: (?P<schema>.*?); Owner: .*\n--\n", re.MULTILINE)
SETTING = re.compile(r"^SET default_(tablespace|table_access_method) = (.*);\n", re.MULTILINE)
PLACE = {"tablespace": "''", "table_access_method": "heap"}  # what a server has unless told otherwise
# Statements that pg_dump puts below another object's heading.
TABLE_NAME = r'(?:ONLY )?(?:\w+|"[^"]+")\.(?P<table>\w+|"[^"]+")'
HANGING = ((re.compile(f"ALTER (?:TABLE|MATERIALIZED VIEW) {TABLE_NAME} CLUSTER ON "), "CLUSTER ON"),
           (re.compile(f"ALTER TABLE {TABLE_NAME} REPLICA IDENTITY "), "REPLICA IDENTITY"),
           (re.compile(f"ALTER INDEX {TABLE_NAME} ALTER COLUMN \\d+ SET STATISTICS "), "INDEX STATISTICS"),
           (re.compile(f"ALTER TABLE {TABLE_NAME} FORCE ROW LEVEL SECURITY"), "FORCE ROW SECURITY"))
LIST = re.compile(r"CREATE (?:UNLOGGED )?TABLE .*?\(\n|CREATE TYPE .*? AS \(\n", re.DOTALL)
QUOTED = re.compile(r"""[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | (?P<tag>\$\w*\$).*?(?P=tag) | --[^\n]*""",
                    re.VERBOSE | re.DOTALL)


@dataclasses.dataclass(frozen=True, order=True)
class Key:
    kind: str  # as pg_dump calls it
    schema: str
    name: str

    def __str__(self):
        return f"{self.kind.lower()} {self.name}" if self.schema == "-" else f"{self.kind.lower()} {self.schema}.{self.name}"

    @property
    def unmodelled(self):
        kind = self.kind
        if kind == "COMMENT":
            kind = next((word for word in sorted(UNMODELLED, key=len, reverse=True) if self.name.startswith(word + " ")), kind)
        return kind in UNMODELLED


def bare_name(key):
    """The name of an unmodelled object without schema, table and arguments."""
    name = key.name.partition("(")[0].strip()
    if key.kind in ("COMMENT", "COMMENT BESIDE"):
        name = name.partition(" ON ")[0]
    if key.kind == "ACL" and name.startswith("COLUMN "):
        name = name.split(".")[0]
    return name.split(" ")[-1].split(".")[-1].strip('"')


def pieces(text, separator):
    """The text cut at a separator that is in no quotes and no parentheses."""
    found, depth, begin, place = [], 0, 0, 0
    while place < len(text):
        quoted = QUOTED.match(text, place)
        if quoted and quoted.end() > place:
            place = quoted.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if text[place] == separator and depth == 0:
            found.append(text[begin:place])
            begin = place + 1
        place += 1
    found.append(text[begin:])
    return [piece.strip() for piece in found if piece.strip()]


def statement_lines(statement, ordered):
    """A statement in a form to compare: the elements of a table's or type's list are sorted unless they are to be in order."""
    head = LIST.match(statement)
    if not head:
        return [statement]
    body, depth, place = "", 1, head.end()
    while depth and place < len(statement):
        quoted = QUOTED.match(statement, place)
        step = quoted.end() - place if quoted and quoted.end() > place else 1
        depth += {"(": 1, ")": -1}.get(statement[place], 0) if step == 1 else 0
        body += statement[place: place + step] if depth else ""
        place += step
    elements = pieces(body, ",")
    lines = ["  " + element for element in (elements if ordered else sorted(elements))]
    return [statement[: head.end()].strip(), *lines, ")" + statement[place:].rstrip()]


def real_kind(kind, name, text):
    """pg_dump's kind, where what matters is finer: ranges and base types are not modelled, a view's rule is the view."""
    if kind == "TYPE" and re.match(r"CREATE TYPE \S.* AS RANGE \(", text):
        return "RANGE TYPE"
    if kind == "TYPE" and re.match(r"CREATE TYPE [^\n]* \(\n\s*INTERNALLENGTH|CREATE TYPE [^\n]* \(\n\s*INPUT", text):
        return "BASE TYPE"
    return "VIEW" if kind == "RULE" and name.endswith(" _RETURN") else kind


def objects(dump, ordered=False):
    """Key -> lines, of the text of a dump."""
    found = {}
    dump = dump.rpartition("\n--\n-- PostgreSQL database dump complete\n")[0]
    marks = list(HEADING.finditer(dump))
    place = dict(PLACE)  # what holds for the statements that follow
    for mark, following in zip(marks, marks[1:] + [None]):
        segment = dump[mark.end(): following.start() if following else len(dump)]
        text = SETTING.sub("", segment).strip()
        if mark["kind"] == "SCHEMA":
            text = re.sub(r"^--.*$", "", text, flags=re.MULTILINE).strip()  # public is there already, says pg_dump
        add(found, mark, text, {name: value for name, value in place.items() if value != PLACE[name]}, ordered)
        place.update(SETTING.findall(segment))
    return {beside(key, found): lines for key, lines in found.items()}


def beside(key, found):
    """A comment on what strata has no comment for: a schema, a view's column, the index of a constraint."""
    target, _, name = key.name.partition(" ")
    if key.kind != "COMMENT":
        return key
    owner = name.rpartition(".")[0]
    of_view = target == "COLUMN" and any(Key(kind, key.schema, owner) in found for kind in ("VIEW", "MATERIALIZED VIEW"))
    of_constraint = target == "INDEX" and Key("INDEX", key.schema, name) not in found
    return Key("COMMENT BESIDE", key.schema, key.name) if target == "SCHEMA" or of_view or of_constraint else key


def add(found, mark, text, place, ordered):
    kind, name = real_kind(mark["kind"], mark["name"], text), mark["name"].removesuffix(" _RETURN")
    if kind in ("TABLE", "INDEX", "CONSTRAINT", "MATERIALIZED VIEW", "ROW SECURITY"):
        statements = pieces(text, ";")
    else:
        statements = [text] if text else []
    for index, statement in enumerate(statements):
        hanging = next(((other, match["table"].strip('"')) for pattern, other in HANGING if (match := pattern.match(statement))), None)
        key = Key(hanging[0], mark["schema"], hanging[1]) if hanging else Key(kind, mark["schema"], name)
        lines = found.setdefault(key, [])
        if index == 0 and place and kind in ("TABLE", "INDEX", "MATERIALIZED VIEW"):
            lines.append(f"placed: {place}")
        lines += statement_lines(statement, ordered)


def dump_of(url):
    words = ["pg_dump", "--schema-only", "--no-owner", "--restrict-key=x"]
    words += [f"--exclude-table=*.{name}" for name in OURS]
    done = subprocess.run([*words, url], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"pg_dump ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def meaning(url, ordered=False):
    """Key -> lines, of a database."""
    return objects(dump_of(url), ordered)


def lines_of(found):
    """As text, for a diff."""
    return [line for key in sorted(found) for text in (f"{key}:", *found[key]) for line in text.split("\n")]


if __name__ == "__main__":
    print("\n".join(lines_of(meaning(sys.argv[1]))))
