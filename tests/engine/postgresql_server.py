"""The tests' PostgreSQL server: databases of a test's own, and psql on them.

Every test makes the databases that it needs under names that nobody else has, and drops them when it ends.
"""
import contextlib
import functools
import json
import pathlib
import re
import subprocess
import tempfile

import test_server
from test_server import SqlError

VARIABLE = "STRATA_TEST_POSTGRESQL"
OTHER_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')"


def server():
    """The URL of the server's own database."""
    return test_server.url_in(VARIABLE)


def url_of(database):
    return test_server.with_database(server(), database)


def command(url, *words):
    return ["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", *words, url]


def psql(url, sql, *words):
    """What psql prints for a script, unaligned and without headings."""
    done = subprocess.run(command(url, *words), input=sql, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SqlError(done.stderr.strip())
    return done.stdout


def query(url, sql):
    """The rows of one query, as lists of texts. No value may hold a unit separator or a newline."""
    return rows_in(psql(url, sql, "--field-separator=\x1f"))


def rows_in(printed):
    return [line.split("\x1f") for line in printed.splitlines()]


class Session:
    """A psql that stays connected, for tests that ask a database many small things. To each script it is like a new one."""

    END = "=== end of script ==="

    def __init__(self, url):
        self.url = url
        self.process = None

    def run(self, sql):
        """What psql prints for a script, as psql() does."""
        if self.process is None:
            self.start()
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(sql)
            script.flush()
            self.process.stdin.write(f"BEGIN; ROLLBACK; DISCARD ALL;\n\\i {script.name}\n\\echo {self.END}\n")
            self.process.stdin.flush()
            lines = []
            for line in self.process.stdout:
                if line == self.END + "\n":
                    return "".join(lines)
                lines.append(line)
        self.process.wait()  # an error ends it
        self.errors.seek(0)
        error = self.errors.read().strip()
        self.end()
        raise SqlError(error)

    def query(self, sql):
        """The rows of one query, as query() does."""
        return rows_in(self.run(sql))

    def start(self):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command(self.url, "--field-separator=\x1f"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors, text=True)

    def end(self):
        if self.process is not None:
            self.process.communicate()
            self.errors.close()
            self.process = None


@functools.cache
def session(url):
    """The session of this process on a database; it ends when drop() is called."""
    return Session(url)


def project(name, url, *databases):
    """The text of a strata.toml for a database, with all the schemas that the databases have in its scope."""
    others = {schema for other in databases for (schema,) in query(other, OTHER_SCHEMAS)}
    scope = f"[scope]\nschemas = {json.dumps(sorted(others))}\n" if others else ""
    return f'[project]\nname = "{name}"\n[database]\nurl = {json.dumps(url)}\n{scope}'


def create(*names, template="template0"):
    psql(server(), "".join(f'CREATE DATABASE "{name}" TEMPLATE "{template}";\n' for name in names))


def drop(*names):
    for name in names:
        session(url_of(name)).end()
    psql(server(), "".join(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE);\n' for name in names))


@contextlib.contextmanager
def databases(*purposes):
    """URLs of new, empty databases, one for each purpose (which is in its name)."""
    with test_server.databases(purposes, create, drop) as names:
        yield [url_of(name) for name in names]


def run(url, sql):
    """Runs a text of SQL."""
    return psql(url, sql)


def load(url, script):
    """Runs a public schema's script as psql does. Roles that it names and nobody has are made: they belong to the server,
    not to a database, and such scripts take them for granted."""
    text = pathlib.Path(script).read_text()
    while True:
        try:
            return psql(url, text, "--single-transaction")
        except SqlError as error:
            role = re.search(r'role "([^"]+)" does not exist', str(error))
            if not role:
                raise
            make_role(role.group(1))


def make_role(name):
    psql(server(), f"""
        DO $$ BEGIN
          CREATE ROLE "{name}";
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another test was faster
        END $$""")


def functions_to_begin_with(url, found):
    """Of the judge's objects the functions that need nothing that is not there: the lines that make them, and statements
    that drop them."""
    up, down = [], []
    for kind in ("FUNCTION", "PROCEDURE", "AGGREGATE"):
        for key, lines in sorted(found.items()):
            if key.kind == kind and can_run(url, "\n".join([*up, *lines])):
                up += lines
                down.insert(0, f"DROP ROUTINE {key.schema}.{key.name};")
    return up, down


def can_run(url, script):
    """Whether a script needs nothing that is not there; it leaves nothing."""
    try:
        psql(url, f"BEGIN;\n{script}\nROLLBACK;")
        return True
    except SqlError:
        return False
