"""The engines that a case of the command line can run on: what a new, empty database of each is called."""
import contextlib
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "engine"))


class NoEngine:
    """For cases that name their databases themselves, or have none."""
    name = None

    @contextlib.contextmanager
    def database(self, folder):
        yield ""

    def read_only(self, url):
        return url


class Sqlite:
    name = "sqlite"

    @contextlib.contextmanager
    def database(self, folder):
        yield f"sqlite:{folder}/shop.db"

    def read_only(self, url):
        return url + "?mode=ro"


class PostgreSql:
    name = "postgresql"

    @contextlib.contextmanager
    def database(self, folder):
        import postgresql_server  # a case without PostgreSQL needs no server

        with postgresql_server.databases("case") as [url]:
            yield url

    def read_only(self, url):
        return url + "&options=-c%20default_transaction_read_only%3Don"


class MariaDb:
    name = "mariadb"

    @contextlib.contextmanager
    def database(self, folder):
        import mariadb_server  # a case without MariaDB needs no server

        with mariadb_server.databases("case") as [url]:
            reader = mariadb_server.database_of(url)  # a user of the database's name, who may only read it
            mariadb_server.run(url, f"CREATE USER `{reader}`; GRANT SELECT, SHOW VIEW ON `{reader}`.* TO `{reader}`;")
            try:
                yield url
            finally:
                mariadb_server.run(url, f"DROP USER `{reader}`")

    def read_only(self, url):
        import mariadb_server

        return url.replace("//root@", f"//{mariadb_server.database_of(url)}@")


ENGINES = {engine.name: engine for engine in (NoEngine(), Sqlite(), PostgreSql(), MariaDb())}
