"""A project on a MariaDB database of a test's own: ten revisions of DDL, ALTERs of several changes and rows, and what a
database holds as mariadb-dump alone sees it. Shared by the tests of this folder."""

import itertools
import re
import subprocess

from server_project import (Failed, Project, finish, kill, project_on, require, require_end, run_cases,  # noqa: F401
                            wait_for, wait_for_line)
import server_project

import mariadb_server as mariadb

# What takes effect more than once shows in counters and ticks.
COUNT = "UPDATE counters SET n = n + 1 WHERE what = '{0}';\nINSERT INTO ticks VALUES ('{0}');"

# up, down, header
REVISIONS = [
    ("CREATE TABLE users (id int PRIMARY KEY, email varchar(120) NOT NULL UNIQUE, note varchar(40));\n"
     "CREATE TABLE counters (what varchar(20) PRIMARY KEY, n int NOT NULL);\n"
     "CREATE TABLE ticks (what varchar(20) NOT NULL);",
     "DROP TABLE ticks;\nDROP TABLE counters;\nDROP TABLE users;", ""),
    ("INSERT INTO users SELECT seq, concat('user', seq, '@example.org'), 'old' FROM seq_1_to_400;\n"
     "INSERT INTO counters VALUES ('orders', 0), ('spent', 0), ('down', 0), ('log', 0);\nINSERT INTO ticks VALUES ('users');",
     "DELETE FROM users;\nDELETE FROM counters;\nINSERT INTO ticks VALUES ('no users');", ""),
    ("CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, total int NOT NULL DEFAULT 0, "
     "CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);\n"
     "CREATE INDEX orders_total ON orders (total);",
     "DROP INDEX orders_total ON orders;\nDROP TABLE orders;", ""),
    ("INSERT INTO orders SELECT seq, 1 + seq % 400, seq * 7 % 31 FROM seq_1_to_3000;\n" + COUNT.format("orders"),
     "DELETE FROM orders;\n" + COUNT.format("down"), ""),
    ("ALTER TABLE orders ADD COLUMN state enum('new','paid') NOT NULL DEFAULT 'new' AFTER user_id, "
     "MODIFY total bigint NOT NULL DEFAULT 0, ADD INDEX orders_state (state, total), COMMENT = 'what was bought', ALGORITHM = COPY;\n"
     "UPDATE orders SET state = 'paid' WHERE id % 3 = 0;\n" + COUNT.format("orders"),
     "ALTER TABLE orders DROP INDEX orders_state, DROP COLUMN state, MODIFY total int NOT NULL DEFAULT 0, COMMENT = '', ALGORITHM = COPY;\n" +
     COUNT.format("down"), ""),
    ("ALTER TABLE users ADD COLUMN spent decimal(12,2) NOT NULL DEFAULT 0;\n"
     "SET @twice = 2;\n"
     "UPDATE users SET spent = (SELECT coalesce(sum(total), 0) * @twice FROM orders WHERE user_id = users.id);\n" +
     COUNT.format("spent") + "\nALTER TABLE users DROP COLUMN note, ADD CHECK (spent >= 0), ADD INDEX users_spent (spent);",
     "ALTER TABLE users DROP INDEX users_spent, DROP CONSTRAINT CONSTRAINT_1, ADD COLUMN note varchar(40) AFTER email;\n" +
     COUNT.format("down") + "\nUPDATE users SET note = 'back';\nALTER TABLE users DROP COLUMN spent;", ""),
    ("CREATE VIEW spenders AS SELECT email, spent FROM users WHERE spent > 20;\n"
     "CREATE VIEW best AS SELECT email FROM spenders WHERE spent > 50;\nCREATE SEQUENCE numbers START WITH 100;",
     "DROP SEQUENCE numbers;\nDROP VIEW best;\nDROP VIEW spenders;", ""),
    ("CREATE TEMPORARY TABLE import (email varchar(120));\n"
     "INSERT INTO import SELECT concat('new', seq) FROM seq_1_to_300;\n"
     "CREATE TABLE imports (n int PRIMARY KEY);\n"
     "INSERT INTO users (id, email) SELECT 1000 + row_number() OVER (ORDER BY email), email FROM import;\n"
     "INSERT INTO imports SELECT count(*) FROM import;",
     "DELETE FROM users WHERE email LIKE 'new%';\nDROP TABLE imports;", ""),
    ("CREATE TABLE log (at int NOT NULL) PARTITION BY RANGE (at) (PARTITION low VALUES LESS THAN (2000), PARTITION high VALUES LESS THAN MAXVALUE);\n"
     "CREATE TRIGGER orders_log AFTER INSERT ON orders FOR EACH ROW\nBEGIN\n  INSERT INTO log VALUES (new.id);\n"
     "  UPDATE counters SET n = n + 1 WHERE what = 'log';\nEND;\n"
     "CREATE PROCEDURE note(IN at int) INSERT INTO log VALUES (at);",
     "DROP PROCEDURE note;\nDROP TRIGGER orders_log;\nDROP TABLE log;", ""),
    ("INSERT INTO orders (id, user_id, total) SELECT 5000 + id, id, 5 FROM users WHERE id % 3 = 0 AND id < 400;\n"
     "DROP VIEW best;\nRENAME TABLE orders TO purchases;\n"
     "ALTER TABLE purchases RENAME COLUMN total TO amount, RENAME INDEX orders_total TO purchases_amount;",
     "ALTER TABLE purchases RENAME COLUMN amount TO total, RENAME INDEX purchases_amount TO orders_total;\n"
     "RENAME TABLE purchases TO orders;\nCREATE VIEW best AS SELECT email FROM spenders WHERE spent > 50;\n"
     "DELETE FROM orders WHERE id > 5000;", ""),
]
DONE = "SELECT direction, revision FROM strata_history WHERE state = 'done' AND statement IS NULL ORDER BY entry"
# Twice `done` for one statement between the whole revision's own rows would be a statement that took effect twice.
TWICE = ("SELECT revision, direction, statement, count(*) FROM strata_history WHERE state = 'done' AND statement IS NOT NULL "
         "GROUP BY 1, 2, 3 HAVING count(*) > 1")


def dump(url):
    """The lines of mariadb-dump, without what counts rows and what is strata's."""
    own = [f"--ignore-table={mariadb.database_of(url)}.strata_{name}" for name in ("applied", "history", "schema")]
    words = ["mariadb-dump", *mariadb.arguments(url), "--skip-comments", "--skip-extended-insert", "--routines", "--events",
             "--triggers", *own, mariadb.database_of(url)]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return re.sub(r" AUTO_INCREMENT=\d+", "", text).splitlines()


def keys_in_order(lines):
    """The keys of each table sorted: one that a killed server has lost with its foreign key is put back as the last."""
    found = []
    for are_keys, group in itertools.groupby(lines, lambda line: line.lstrip().startswith(("KEY ", "UNIQUE KEY "))):
        found += sorted(line.rstrip(",") for line in group) if are_keys else group
    return found


def content(url):
    """Schema and rows by mariadb-dump alone, what is applied and what has been done."""
    lines = dump(url)
    return (keys_in_order(line for line in lines if not line.startswith("INSERT ")),
            sorted(line for line in lines if line.startswith("INSERT ")),
            mariadb.query(url, "SELECT revision FROM strata_applied ORDER BY 1"), mariadb.query(url, DONE),
            mariadb.query(url, TWICE))


class MariadbProject(Project):
    def wait_for_blocked(self, statement):
        """The connection to this database that runs a statement beginning so and waits for another one."""
        return self.wait_for("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND "
                             f"info LIKE '{statement}%' AND state LIKE 'Waiting%'", f"{statement} to wait")[0]

    def wait_until_gone(self, connection):
        wait_for(lambda: not self.query(f"SELECT 1 FROM information_schema.processlist WHERE id = {connection}"),
                 f"connection {connection} to end")

    def write_all(self, revisions=tuple(REVISIONS)):
        for number, (up, down, header) in enumerate(revisions):
            self.revision(number, up, down, header)


class Blocker(server_project.Blocker):
    def __init__(self, url, sql):
        super().__init__(["mariadb", *mariadb.arguments(url), "--batch", "--unbuffered", "--skip-column-names",
                          mariadb.database_of(url)], sql, "SELECT 'at work';")


def project(settings="", url=None):
    return project_on(mariadb, MariadbProject, settings, url)
