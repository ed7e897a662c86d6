"""A project of ten revisions that do a bit of everything, runs of strata on it with faults, and an SQLite database as
sqlite3 alone sees it: shared by the tests of this folder."""

import contextlib
import os
import shutil
import sqlite3
import subprocess

REBUILD = """CREATE TABLE strata_new_orders (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  total {type} NOT NULL DEFAULT 0
);
INSERT INTO strata_new_orders (id, user_id, total) SELECT id, user_id, total FROM orders;
DROP TABLE orders;
ALTER TABLE strata_new_orders RENAME TO orders;
CREATE INDEX orders_user ON orders (user_id);"""
MANY = ("WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) "
        "INSERT INTO {into} FROM c;")

# up, down, header
REVISIONS = [
    ("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);", "DROP TABLE users;", ""),
    (MANY.format(count=400, into="users SELECT n, 'user' || n || '@example.org'"), "DELETE FROM users;", ""),
    ("CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, "
     "total INTEGER NOT NULL DEFAULT 0);\nCREATE INDEX orders_user ON orders (user_id);", "DROP TABLE orders;", ""),
    (MANY.format(count=900, into="orders SELECT n, 1 + n % 400, n * 7 % 31"), "DELETE FROM orders;", ""),
    (REBUILD.format(type="REAL"), REBUILD.format(type="INTEGER"), 'foreign_keys = "off"'),
    ("ALTER TABLE users ADD COLUMN spent REAL NOT NULL DEFAULT 0;\n"
     "UPDATE users SET spent = (SELECT total(total) FROM orders WHERE user_id = users.id);",
     "ALTER TABLE users DROP COLUMN spent;", ""),
    ("CREATE VIEW spenders AS SELECT email, spent FROM users WHERE spent > 20;", "DROP VIEW spenders;", ""),
    ("CREATE TEMP TABLE import (email TEXT);\n" + MANY.format(count=300, into="temp.import SELECT 'new' || n") +
     "\nINSERT INTO users (email) SELECT email FROM import;", "DELETE FROM users WHERE email LIKE 'new%';", ""),
    ("CREATE TABLE log (at INTEGER);\nCREATE TRIGGER orders_log AFTER INSERT ON orders BEGIN "
     "INSERT INTO log VALUES (new.id); END;", "DROP TRIGGER orders_log;\nDROP TABLE log;", ""),
    ("INSERT INTO orders (user_id, total) SELECT id, 5 FROM users WHERE id % 3 = 0;",
     "DELETE FROM orders WHERE id > 900;", ""),
]


def write_project(folder, revisions=tuple(REVISIONS), url="sqlite:shop.db"):
    os.makedirs(os.path.join(folder, "migrations"))
    with open(os.path.join(folder, "strata.toml"), "w", encoding="utf-8") as file:
        file.write(f'[database]\nurl = "{url}"\n')
    for number, (up, down, header) in enumerate(revisions):
        parents = f'["{number - 1:012x}"]' if number else "[]"
        lines = ["-- +++ strata", f'-- revision = "{number:012x}"', f"-- parents = {parents}",
                 f'-- message = "step {number}"', f"-- created = 2026-11-21T04:20:{number:02}Z"]
        lines += [f"-- {header}"] if header else []
        lines += ["-- +++", "", "-- strata:up", up, "", "-- strata:down", down, ""]
        with open(os.path.join(folder, "migrations", f"{number:02}.sql"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))


def strata(folder, words, before=(), **faults):
    """Exit code and output; `before` are words before strata's own, `faults` variables for the preloaded library."""
    environment = {**os.environ, **{name: str(value) for name, value in faults.items()},
                   "ASAN_OPTIONS": "verify_asan_link_order=0"}
    done = subprocess.run([*before, "strata", "migrate", *words], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def content(database):
    """Schema and rows, and what is applied; judged by sqlite3 alone."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "corrupt"
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            return "foreign keys violated"
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'strata\\_%' "
                                    "ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2").fetchall()
        rows = [(name, connection.execute(f"SELECT * FROM \"{name}\" ORDER BY 1").fetchall())
                for kind, name, _ in schema if kind == "table"]
        applied = connection.execute("SELECT revision FROM strata_applied ORDER BY 1").fetchall()
        journal = connection.execute("SELECT revision, direction FROM strata_history WHERE state = 'done' "
                                     "ORDER BY entry").fetchall()
        return schema, rows, applied, journal


def start_from(database, copy):
    """Puts the database back as it was: the copy, or no file at all."""
    for name in (database, database + "-journal"):
        if os.path.exists(name):
            os.remove(name)
    if os.path.exists(copy):
        shutil.copy(copy, database)


def points_of(calls, count):
    """Numbers from 1 to `calls`, spread evenly."""
    return sorted({1 + index * (calls - 1) // max(count - 1, 1) for index in range(count)})


def count_calls(folder, library, words):
    """Runs undisturbed, and says how many calls changed a file."""
    count_file = os.path.join(folder, "count")
    code, text = strata(folder, words, LD_PRELOAD=library, FAULT_COUNT=count_file)
    if code != 0:
        raise SystemExit(f"strata migrate {words}: {code}\n{text}")
    with open(count_file, encoding="utf-8") as file:
        return int(file.read())
