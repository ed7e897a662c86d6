"""What the tests' servers have in common: where they are, and databases under names that nobody else has."""
import contextlib
import os
import pathlib
import sys
import urllib.parse
import uuid

SERVERS = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "servers"


class SqlError(Exception):
    """What a server's own client said of a script that failed."""


def url_in(variable):
    """The URL of a server's own database. No server is a failure: a test that cannot be run has shown nothing."""
    url = os.environ.get(variable)
    if not url:
        sys.exit(f"{variable} names no server. To have one for the time of a command: {os.path.relpath(SERVERS)} run ctest …")
    return url


def with_database(url, database):
    return urllib.parse.urlsplit(url)._replace(path="/" + database).geturl()


@contextlib.contextmanager
def databases(purposes, create, drop):
    """New databases, one for each purpose (which is in its name), until the caller is done: their names."""
    salt = uuid.uuid4().hex[:12]
    names = [f"test_{salt}_{purpose}" for purpose in purposes]
    try:
        create(*names)
        yield names
    finally:
        drop(*names)
