"""A project on a PostgreSQL database of a test's own (server_project.py), and what PostgreSQL says of its sessions."""

import os

from server_project import (LIMIT, Failed, Project, finish, kill, project_on, require, require_end, run_cases,  # noqa: F401
                            wait_for, wait_for_line)
import server_project

import postgresql_server as postgresql

# Waits as long as another session holds advisory lock 42 (Blocker does), on any server and in any revision.
HELD_UP = "SELECT pg_advisory_xact_lock(42)"
HOLD_UP = "BEGIN; SELECT pg_advisory_xact_lock(42);"


class PostgresqlProject(Project):
    def wait_for_blocked(self, statement):
        """The server process of this database that runs a statement beginning so and waits for a lock."""
        return self.wait_for("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND "
                             f"query ILIKE '{statement}%' AND wait_event_type = 'Lock'", f"{statement} to wait")[0]

    def wait_until_gone(self, process):
        wait_for(lambda: not self.query(f"SELECT 1 FROM pg_stat_activity WHERE pid = {process}"),
                 f"server process {process} to end")

    def terminate(self, process):
        self.query(f"SELECT pg_terminate_backend({process})")
        self.wait_until_gone(process)


class Blocker(server_project.Blocker):
    def __init__(self, url, sql, name="a colleague"):
        super().__init__(["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", url], sql, "\\echo at work",
                         {**os.environ, "PGAPPNAME": name})


def project(settings="", url=None):
    return project_on(postgresql, PostgresqlProject, settings, url)
