"""The servers that a document's commands talk to, as a reader's do: no command names them.

PostgreSQL is found by PGHOST and PGUSER, MariaDB by ~/.my.cnf. They lead to the servers of STRATA_TEST_POSTGRESQL and
STRATA_TEST_MARIADB (scripts/servers). Databases that a document makes there (createdb, mariadb-admin create) are dropped
before it begins and when it ends.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "engine"))

import mariadb_server  # noqa: E402


def url_of(engine):
    variable = f"STRATA_TEST_{engine.upper()}"
    if not os.environ.get(variable):
        raise SystemExit(f"this document needs {engine}: scripts/servers run …")
    return os.environ[variable]


class PostgreSql:
    def __init__(self, script):
        self.variables, self.hidden = {}, {}
        self.databases = re.findall(r"\bcreatedb (\w+)", script)
        if self.databases:
            url = urllib.parse.urlsplit(url_of("postgresql"))
            parameters = dict(urllib.parse.parse_qsl(url.query))
            self.variables = {"PGHOST": url.hostname or parameters["host"], "PGUSER": url.username,
                              "PGPORT": str(url.port or parameters.get("port", 5432))}
            self.hidden = {self.variables["PGHOST"]: "/run/postgresql"}

    def __enter__(self):
        self.drop_databases()
        return self

    def __exit__(self, *_):
        self.drop_databases()

    def drop_databases(self):
        quiet = {"PGOPTIONS": "-c client_min_messages=warning"}  # that there is none is no news
        for name in self.databases:
            subprocess.run(["dropdb", "--if-exists", name], env=os.environ | self.variables | quiet, check=True)


class MariaDb:
    def __init__(self, script):
        self.variables, self.hidden = {}, {}
        self.databases = re.findall(r"\bmariadb-admin create (\w+)", script)
        self.home = None
        if self.databases:
            url = urllib.parse.urlsplit(url_of("mariadb"))
            socket = urllib.parse.parse_qs(url.query)["socket"][0]
            self.home = tempfile.TemporaryDirectory(prefix="strata-doc-home-")
            pathlib.Path(self.home.name, ".my.cnf").write_text(f"[client]\nuser = {url.username}\nsocket = {socket}\n")
            self.variables = {"HOME": self.home.name}
            self.hidden = {socket: "/run/mysqld/mysqld.sock"}

    def __enter__(self):
        self.drop_databases()
        return self

    def __exit__(self, *_):
        self.drop_databases()
        if self.home:
            self.home.cleanup()

    def drop_databases(self):
        for name in self.databases:
            mariadb_server.run(mariadb_server.server(), f"DROP DATABASE IF EXISTS `{name}`")
