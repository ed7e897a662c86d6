"""The tests' PostgreSQL server: databases of a test's own, and psql on them.

Every test makes the databases that it needs under names that nobody else has, and drops them when it ends.
"""
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse
import uuid

VARIABLE = "STRATA_TEST_POSTGRESQL"
OTHER_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')"
SERVERS = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "servers"


class SqlError(Exception):
    pass


def server():
    """The URL of the server's own database. No server is a failure: a test that cannot be run has shown nothing."""
    url = os.environ.get(VARIABLE)
    if not url:
        sys.exit(f"{VARIABLE} names no server. To have one for the time of a command: {os.path.relpath(SERVERS)} run ctest …")
    return url


def url_of(database):
    parts = urllib.parse.urlsplit(server())
    return parts._replace(path="/" + database).geturl()


def psql(url, sql, *words):
    """What psql prints for a script, unaligned and without headings."""
    command = ["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", *words, url]
    done = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SqlError(done.stderr.strip())
    return done.stdout


def query(url, sql):
    """The rows of one query, as lists of texts. No value may hold a unit separator or a newline."""
    return [line.split("\x1f") for line in psql(url, sql, "--field-separator=\x1f").splitlines()]


def project(name, url, *databases):
    """The text of a strata.toml for a database, with all the schemas that the databases have in its scope."""
    others = {schema for other in databases for (schema,) in query(other, OTHER_SCHEMAS)}
    scope = f"[scope]\nschemas = {json.dumps(sorted(others))}\n" if others else ""
    return f'[project]\nname = "{name}"\n[database]\nurl = {json.dumps(url)}\n{scope}'


def create(database, template="template0"):
    psql(server(), f'CREATE DATABASE "{database}" TEMPLATE "{template}"')


def drop(database):
    psql(server(), f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@contextlib.contextmanager
def databases(*purposes):
    """URLs of new, empty databases, one for each purpose (which is in its name)."""
    salt = uuid.uuid4().hex[:12]
    names = [f"test_{salt}_{purpose}" for purpose in purposes]
    try:
        for name in names:
            create(name)
        yield [url_of(name) for name in names]
    finally:
        for name in names:
            drop(name)


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
