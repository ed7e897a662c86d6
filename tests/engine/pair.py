"""A folder of a pair: two schemas, and what else the test of them is told.

    a.sql, b.sql    the schemas
    rows.sql        rows for A; without it every table gets some that are made up. rows.back.sql: for B
    flags           words for `strata revision`, e.g. --rename column:t.old=new. flags.back: from B to A
    expect          what must be true of the revision besides leading to B, one a line. expect.back: from B to A

        rebuilds N          so many tables are rebuilt in its up section (SQLite)
        contains TEXT       its up section has that text
        lacks TEXT          it does not
        value SQL = VALUES  after up the query gives these values as SQL literals, with commas between
        refuses TEXT        no revision is written, and strata says TEXT
        fails TEXT          `migrate up` fails, says TEXT, and leaves schema and rows as they were
        stays TEXT          `migrate down` fails, says TEXT, and leaves schema and rows as they were
"""
import dataclasses
import pathlib
import re
import shlex

KINDS = ("rebuilds", "contains", "lacks", "value", "refuses", "fails", "stays")
RENAME = re.compile(r'(table|column|index|enum):((?:(?:"(?:[^"]|"")*"|[^.="]+)\.)*)("(?:[^"]|"")*"|[^.="]+)=((?:[^.="]*\.)?)("(?:[^"]|"")*"|[^.="]+)')


@dataclasses.dataclass
class Names:
    """Old names -> new names, as snapshots of rows spell them; what is not in it kept its name."""
    tables: dict = dataclasses.field(default_factory=dict)
    columns: dict = dataclasses.field(default_factory=dict)  # (old table, old column) -> new column
    labels: dict = dataclasses.field(default_factory=dict)  # enum type, without quotes -> old label -> new label

    def table(self, old):
        return self.tables.get(old, old)

    def value(self, column, text):
        """What a text of an enum, or of an array of one, is under the new labels."""
        labels = self.labels.get(column.type.removesuffix("[]").replace('"', ""))
        if text is None or not labels:
            return text
        return re.sub(r'[^{},"]+', lambda word: labels.get(word.group(), word.group()), text)

    def column(self, old_table, old):
        return self.columns.get((old_table, old), old)


class Pair:
    """What FOLDER holds for one direction. spell_table and spell_column turn the names of flags into those of snapshots."""

    def __init__(self, folder, back, spell_table=None, spell_column=None):
        folder = pathlib.Path(folder).resolve()
        ending = ".back" if back else ""
        self.old, self.new = (folder / name for name in (("b.sql", "a.sql") if back else ("a.sql", "b.sql")))
        rows = folder / (f"rows{ending}.sql")
        self.rows = rows.read_text() if rows.exists() else None
        self.flags = shlex.split(read(folder / f"flags{ending}"), comments=True)
        self.expectations = [expectation(line) for line in read(folder / f"expect{ending}").splitlines()
                             if line.strip() and not line.startswith("#")]
        self.names = names_of(self.flags, spell_table or bare, spell_column or bare)

    def expected(self, kind):
        return [text for what, text in self.expectations if what == kind]


def read(file):
    return file.read_text() if file.exists() else ""


def expectation(line):
    kind, _, text = line.strip().partition(" ")
    if kind not in KINDS or not text:
        raise SystemExit(f"expect: cannot read {line!r}")
    return kind, text


def bare(name):
    return (name[1:-1].replace('""', '"') if name.startswith('"') else name).lower()


def names_of(flags, spell_table, spell_column):
    """What --rename flags say, from old names to new ones. A column's table is given by its new name."""
    renames = [RENAME.fullmatch(word).groups() for flag, word in zip(flags, flags[1:]) if flag == "--rename"]
    names = Names()
    for kind, qualifier, old, schema, new in renames:
        if kind == "table":
            names.tables[spell_table(qualifier + old)] = spell_table((schema or qualifier).removeprefix(".") + new)
    old_of = {new: old for old, new in names.tables.items()}
    for kind, table, old, _, new in renames:
        if kind == "column":
            owner = spell_table(table.removesuffix("."))
            names.columns[(old_of.get(owner, owner), spell_column(old))] = spell_column(new)
        elif kind == "enum":
            names.labels.setdefault(table.removesuffix(".").replace('"', ""), {})[old.strip('"')] = new.strip('"')
    return names
