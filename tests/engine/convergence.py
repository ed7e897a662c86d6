"""One pair of schemas: strata's revision from A to B must give B, its way back A, and keep the rows.

    converge_ENGINE FOLDER [--back] [--keep]

is this with what the engine needs (a class that derives from Convergence). See pair.py for what FOLDER may hold. --back
goes from B to A; --keep leaves the working folder and the databases and names them. The judge is what the engine itself
says of each object (tests/judge); rows are read by the engine's own client. The last line says how it ended:

    converged         as above
    refused: OBJECT   strata named an object that it does not model, and that is all that differs, or why it wrote nothing
    as expected       the pair expects strata to refuse, or the revision to fail, and so it did
    known failure: WHY  it fails, and open_pairs_ENGINE says why; one that is listed there must fail

Anything else is a failure, shown with a diff. Needs `strata` on PATH and a server (scripts/servers run …).
"""
import contextlib
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import kept_rows
from pair import Pair


def fail(message):
    print(message)
    print("failed")
    sys.exit(1)


class Standing:
    """What a database holds at one moment."""

    def __init__(self, engine, url):
        found = engine.judge.meaning(url, ordered=engine.ordered)
        self.modelled = {key: lines for key, lines in found.items() if not key.unmodelled}
        self.unmodelled = {key: lines for key, lines in found.items() if key.unmodelled}
        self.rows = engine.rows.snapshot(url)


class Convergence:
    # What the engine says of itself.
    name = ""
    judge = rows = server = None  # modules
    relations = ("TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE")  # kinds that others hang on
    not_for_strata = ()  # refusals of what a script holds for the engine's client alone
    distinct_values = {}  # type -> SQL with another value in each row

    @staticmethod
    def spell_table(name):
        """A table of a flag as snapshots spell it."""
        raise NotImplementedError

    @staticmethod
    def spell_column(name):
        raise NotImplementedError

    @staticmethod
    def relation_of(key):
        """What names a relation of the judge's among others."""
        raise NotImplementedError

    @staticmethod
    def owner_of(key):
        """The relation that an unmodelled object hangs on, or None."""
        raise NotImplementedError

    def literals_of(self, query):
        """The values of a query's rows, each as SQL writes it."""
        raise NotImplementedError

    def after_failure(self, words):
        """What sets the database right after a failed `migrate`; nothing where the engine has rolled it back."""

    def __init__(self, pair, folder, old, new):
        self.pair = pair
        self.folder = folder
        self.old, self.new = old, new  # URLs
        self.target = "b.sql"
        self.casts = self.rows.Casts(new)
        self.ordered = "--column-order" in pair.flags

    def strata(self, *words, expect=(0,)):
        done = subprocess.run(["strata", *words], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode not in expect:
            fail(f"$ strata {' '.join(words)}\n{done.stdout}{done.stderr}\nended with {done.returncode}\n" + self.texts())
        return done

    def require_same(self, what, found, wanted):
        if found != wanted:
            fail(f"{what}\n" + "\n".join(difflib.unified_diff(
                self.judge.lines_of(wanted), self.judge.lines_of(found), "wanted", "found", lineterm="", n=2)))

    def prepare(self):
        self.server.load(self.old, self.pair.old)
        self.server.load(self.new, self.pair.new)
        if self.pair.rows is None:
            empty = self.rows.make_rows(self.old, self.new)
        else:
            self.server.run(self.old, self.pair.rows)
            empty = []
        (self.folder / "b.sql").write_text(self.pair.new.read_text())
        (self.folder / "migrations").mkdir()
        (self.folder / "strata.toml").write_text(self.server.project("converge", self.old, self.old, self.new))
        if empty:
            print(f"no rows could be made for {len(empty)}: {', '.join(empty)}")

    def written(self):
        return sorted((self.folder / "migrations").glob("*.sql"))

    def texts(self):
        return "".join(file.read_text() for file in self.written())

    def value_of(self, fill):
        """A value for a column that strata asks one for, of the type that it has in B; one for each row where keys need it."""
        table, column = fill.rsplit(".", 1)
        table, column = self.spell_table(table), self.spell_column(column)
        kind = self.rows.structure(self.new)[table].columns[column].type
        if (table, column) in self.rows.unique_columns(self.new):
            distinct = next((sql for pattern, sql in self.distinct_values.items() if re.match(pattern, kind)), None)
            if distinct:
                return distinct
        return self.rows.value_for(self.rows.own_types(self.new), kind, 1)

    def generate(self, flags):
        """Writes the revision; gives the values that strata asks for."""
        words = ["revision", "--autogenerate", "-m", "converge", "--from", self.old, "--to", self.target,
                 "--allow-data-loss", "--no-renames", *flags]
        done = self.strata(*words, expect=(0, 2, 4))
        if self.target == "b.sql" and any(text in done.stderr for text in self.not_for_strata):
            print("b.sql is a script for the client: strata is given the database that the client made of it")
            self.target = self.new
            return self.generate(flags)
        if done.returncode == 2:
            fail(f"{done.stdout}{done.stderr}\nended with 2")
        fills = re.findall(r"--fill (\S+)=EXPRESSION", done.stderr) if done.returncode == 4 else []
        if fills:
            words += [word for fill in fills for word in ("--fill", f"{fill}={self.value_of(fill)}")]
            done = self.strata(*words, expect=(0, 4))
        return done

    def require_expected(self):
        """What the pair says of the revision's text."""
        text = self.texts() or "-- strata:up\n-- strata:down\n"
        up = text.partition("-- strata:up")[2].partition("-- strata:down")[0]
        for wanted in self.pair.expected("contains"):
            if wanted not in up:
                fail(f"the up section lacks: {wanted}\n{up}")
        for unwanted in self.pair.expected("lacks"):
            if unwanted in up:
                fail(f"the up section has: {unwanted}\n{up}")

    def require_values(self):
        for text in self.pair.expected("value"):
            query, _, wanted = text.rpartition(" = ")
            found = ",".join(self.literals_of(query))
            if found != wanted:
                fail(f"{query}\n  gives  {found}\n  wanted {wanted}")

    def require_kept(self, what, before, after, through=None):
        lines = kept_rows.lost(before.rows, after.rows, self.pair.names, self.casts, through and through.rows)
        if lines:
            fail(f"{what} loses rows\n  " + "\n  ".join(lines) + "\n" + self.texts())

    def require_unmodelled(self, before, after):
        """What strata does not model is there afterwards as it was, unless what it hangs on went."""
        relations = {self.relation_of(key) for key in after.modelled if key.kind in self.relations}
        for key, lines in before.unmodelled.items():
            owner = self.owner_of(key)
            if owner is not None and owner not in relations:
                continue
            if self.pair.names.tables or self.pair.names.columns:
                continue  # its text follows the names
            if after.unmodelled.get(key) != lines:
                fail(f"up changes or loses {key}:\n" + "\n".join(lines) + "\n->\n" + "\n".join(after.unmodelled.get(key, ["(gone)"])) +
                     "\n" + self.texts())

    def run(self):
        self.prepare()
        before, wanted = Standing(self, self.old), Standing(self, self.new)
        done = self.generate(self.pair.flags)
        said = done.stdout + done.stderr
        refusals = self.pair.expected("refuses")
        if done.returncode == 4 or refusals:
            return self.require_refusal(done, refusals, before, wanted)
        renamed = self.pair.names.tables or self.pair.names.columns  # a swap may lead to what was there
        if not renamed and (before.modelled == wanted.modelled) == bool(self.written()):
            fail("a revision must be written if and only if something differs\n" + said + self.texts())
        self.require_expected()
        if self.pair.expected("fails"):
            return self.require_failure(("up",), before, self.pair.expected("fails"))
        after = self.go_up(before, wanted)
        if self.pair.expected("stays"):
            return self.require_failure(("down", "base"), after, self.pair.expected("stays"))
        if self.written():
            self.strata("migrate", "down", "base")
            self.require_back(before, after)
        return self.verdict(after, wanted, said)

    def require_refusal(self, done, refusals, before, wanted):
        """Nothing is written and nothing touched; and why is what the pair expects, or an object that is not modelled."""
        if done.returncode != 4 or self.written() or any(text not in done.stderr for text in refusals):
            fail(f"expected to be refused with {refusals}; ended with {done.returncode}\n{done.stdout}{done.stderr}")
        after = Standing(self, self.old)
        self.require_same("a refused revision changes the database", after.modelled | after.unmodelled,
                          before.modelled | before.unmodelled)
        if refusals:
            return "as expected"
        reason = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("unmodelled: "))
        named = [key for key in sorted(before.unmodelled | wanted.unmodelled) if self.judge.bare_name(key) in reason]
        if not named:
            fail("refused, and no object that is not modelled is named\n" + done.stdout + done.stderr)
        return f"refused: {named[0]}"

    def require_failure(self, words, before, texts):
        done = self.strata("migrate", *words, expect=(2, 4))
        for text in texts:
            if text not in done.stderr:
                fail(f"migrate {words[0]} fails without saying {text}\n{done.stderr}")
        self.after_failure(words)
        after = Standing(self, self.old)
        self.require_same(f"a failed {words[0]} changes the schema", after.modelled | after.unmodelled,
                          before.modelled | before.unmodelled)
        if after.rows != before.rows:
            fail(f"a failed {words[0]} changes rows")
        return "as expected"

    def go_up(self, before, wanted):
        files = self.written()
        if files:
            self.strata("migrate", "up")
        after = Standing(self, self.old)
        if after.modelled != wanted.modelled:
            print(self.texts())
        self.require_same("up does not give B", after.modelled, wanted.modelled)
        self.require_kept("up", before, after)
        self.require_unmodelled(before, after)
        self.require_values()
        again = self.generate(["--column-order"] if self.ordered else [])
        if self.written() != files:
            fail("a second revision was written:\n" + again.stdout + again.stderr + self.written()[-1].read_text())
        return after

    def require_back(self, before, between):
        back = Standing(self, self.old)
        if back.modelled != before.modelled:
            print(self.texts())
        self.require_same("down does not give A", back.modelled, before.modelled)
        self.require_same("down does not give what A has besides", back.unmodelled, before.unmodelled)
        self.require_kept("down", before, back, between)

    def verdict(self, reached, wanted, said):
        differing = sorted(key for key in reached.unmodelled.keys() | wanted.unmodelled.keys()
                           if reached.unmodelled.get(key) != wanted.unmodelled.get(key))
        if not differing:
            return "converged"
        named = [line for line in said.splitlines() if line.startswith("unmodelled: ")]
        for key in differing:
            if not any(self.judge.bare_name(key) in line for line in named):
                fail(f"{key} differs, and strata did not name it:\n{said}")
        return f"refused: {differing[0]}"


def open_pair(engine, words):
    """Why this pair is known to fail, or nothing."""
    name = pathlib.Path(words[0]).name + (" back" if "--back" in words else "")
    for line in (pathlib.Path(__file__).parent / f"open_pairs_{engine}").read_text().splitlines():
        listed, _, reason = line.partition(": ")
        if listed == name:
            return reason
    return None


def settle(engine, reason, run):
    """Prints how it ended; what is listed as open must go on failing until it is taken off the list."""
    try:
        outcome = run()
    except SystemExit:
        if not reason:
            raise
        print(f"known failure: {reason}")
        return
    if reason:
        fail(f"{outcome}, and open_pairs_{engine} says that it fails: take it off the list")
    print(outcome)


def main(engine):
    """Runs what the command line names with a class that derives from Convergence."""
    words = sys.argv[1:]
    pair = Pair(words[0], "--back" in words, engine.spell_table, engine.spell_column)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        old, new = stack.enter_context(engine.server.databases("a", "b"))
        try:
            settle(engine.name, open_pair(engine.name, words), lambda: engine(pair, pathlib.Path(folder), old, new).run())
        finally:
            if "--keep" in words:
                print(folder, old, new, flush=True)
                os._exit(1)  # nothing is cleared away
