"""The tests' MariaDB server: databases of a test's own, and the mariadb client on them.

Every test makes the databases that it needs under names that nobody else has, and drops them when it ends.
"""
import contextlib
import json
import pathlib
import re
import subprocess
import urllib.parse

import test_server
from test_server import SqlError

VARIABLE = "STRATA_TEST_MARIADB"
ESCAPES = {"n": "\n", "t": "\t", "0": "\0", "\\": "\\"}  # what the client writes in place of what would break a row


def server():
    """The URL of the server's own database."""
    return test_server.url_in(VARIABLE)


def url_of(database):
    return test_server.with_database(server(), database)


def database_of(url):
    return urllib.parse.unquote(urllib.parse.urlsplit(url).path.removeprefix("/"))


def arguments(url):
    """What tells a program of MariaDB where a URL leads, without the database."""
    parts = urllib.parse.urlsplit(url)
    found = ["--no-defaults", "--default-character-set=utf8mb4", f"--user={urllib.parse.unquote(parts.username or 'root')}"]
    if parts.password:
        found.append(f"--password={urllib.parse.unquote(parts.password)}")
    socket = urllib.parse.parse_qs(parts.query).get("socket")
    if socket:
        return [*found, f"--socket={socket[0]}"]
    return [*found, f"--host={parts.hostname}", f"--port={parts.port or 3306}", "--protocol=tcp"]


def mariadb(url, sql, *words):
    """What the client prints for a script: a line for each row, tabs between values, no headings."""
    command = ["mariadb", *arguments(url), "--batch", "--skip-column-names", *words, database_of(url)]
    done = subprocess.run(command, input=sql, capture_output=True, text=True, errors="surrogateescape", check=False)
    if done.returncode != 0:
        raise SqlError(done.stderr.strip())
    return done.stdout


def query(url, sql):
    """The rows of a script's queries, as lists of texts; NULL is the text NULL."""
    return [[re.sub(r"\\(.)", lambda escape: ESCAPES[escape[1]], value) for value in line.split("\t")]
            for line in mariadb(url, sql).removesuffix("\n").split("\n") if line]


def project(name, url, *_):
    """The text of a strata.toml for a database."""
    return f'[project]\nname = "{name}"\n[database]\nurl = {json.dumps(url)}\n'


def create(*names):
    mariadb(server(), "".join(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;\n" for name in names))


def drop(*names):
    mariadb(server(), "".join(f"DROP DATABASE IF EXISTS `{name}`;\n" for name in names))


@contextlib.contextmanager
def databases(*purposes):
    """URLs of new, empty databases, one for each purpose (which is in its name)."""
    with test_server.databases(purposes, create, drop) as names:
        yield [url_of(name) for name in names]


def run(url, sql):
    """Runs a text of SQL."""
    return mariadb(url, sql)


def load(url, script):
    """Runs a script as the client does."""
    return mariadb(url, pathlib.Path(script).read_text())


def functions_to_begin_with(_, found):
    """Of the judge's objects the functions and procedures, whose bodies are not looked into when they are made: the lines
    that make them, and statements that drop them."""
    routines = [(key, lines) for key, lines in sorted(found.items()) if key.kind in ("FUNCTION", "PROCEDURE")]
    up = [line for _, lines in routines for line in ("DELIMITER //", *lines, "//", "DELIMITER ;")]
    return up, [f"DROP {key.kind} `{key.name}`;" for key, _ in routines]
