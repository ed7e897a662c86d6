"""A project on a server's database of a test's own: its revisions, runs of strata on it, sessions that stand in its way, and
waiting for what the server says of itself. What differs per engine is in mariadb_project.py and postgresql_project.py."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # nothing is to appear beside the sources
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "engine"))

from test_server import SqlError  # noqa: E402

LIMIT = 120  # seconds after which what a test waits for counts as never coming


class Failed(Exception):
    """What a test saw is not what was promised."""


def require(holds, what, text=""):
    if not holds:
        raise Failed(f"{what}\n{text}" if text else what)


class Project:
    """`server` is the module of the engine's server (postgresql_server, mariadb_server)."""

    def __init__(self, server, folder, url, settings=""):
        self.server = server
        self.folder = pathlib.Path(folder)
        self.url = url
        (self.folder / "migrations").mkdir(exist_ok=True)
        self.configure(settings)

    def configure(self, settings):
        text = f'[database]\nurl = "{self.url}"\n{settings}'
        (self.folder / "strata.toml").write_text(text, encoding="utf-8")

    def revision(self, number, up, down="", header=""):
        """Writes (or overwrites) the revision that builds on the one before."""
        parents = f'["{number - 1:012x}"]' if number else "[]"
        lines = ["-- +++ strata", f'-- revision = "{number:012x}"', f"-- parents = {parents}",
                 f'-- message = "step {number}"', f"-- created = 2026-11-21T04:20:{number:02}Z",
                 *(f"-- {line}" for line in header.splitlines()), "-- +++", "", "-- strata:up", up, "",
                 "-- strata:down", down, ""]
        path = self.folder / "migrations" / f"{number:02}.sql"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def start(self, *words, **variables):
        """strata migrate WORDS, in the background; its output is one stream."""
        return self.start_strata("migrate", *words, **variables)

    def start_strata(self, *words, **variables):
        environment = {**os.environ, **{name: str(value) for name, value in variables.items()},
                       "ASAN_OPTIONS": "verify_asan_link_order=0"}
        return subprocess.Popen(["strata", *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *words, **variables):
        """Exit code and output."""
        return finish(self.start(*words, **variables))

    def require_run(self, *words, code=0, says=(), what=""):
        """Runs, and wants this end; gives the output."""
        found, text = self.run(*words)
        require_end(found, text, code, says, what or f"strata migrate {' '.join(words)}")
        return text

    def query(self, sql):
        return self.server.query(self.url, sql)

    def value(self, sql):
        return self.query(sql)[0][0]

    def journal(self):
        """The revisions that were done, in order: "up 3"."""
        rows = self.query("SELECT direction, revision FROM strata_history WHERE state = 'done' AND statement IS NULL "
                          "ORDER BY entry")
        return [f"{direction} {int(revision, 16)}" for direction, revision in rows]

    def wait_for(self, sql, what):
        """The first row of the query, as soon as there is one."""
        return wait_for(lambda: self.query(sql)[:1], what)[0]


def wait_for(look, what):
    """What `look` gives as soon as that is something."""
    limit = time.monotonic() + LIMIT
    while not (found := look()):
        require(time.monotonic() < limit, f"waited in vain for {what}")
        time.sleep(0.02)  # between looks
    return found


def wait_for_line(process, part):
    """Reads the output of a run up to the line that holds `part`."""
    read = ""
    for line in process.stdout:
        read += line
        if part in line:
            return line
    raise Failed(f"a run ended with {process.wait()} and never said: {part}\n{read}")


def finish(process):
    """Exit code and the output that is still to be read."""
    try:
        text = process.communicate(timeout=LIMIT)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        raise Failed(f"a run does not end\n{process.communicate()[0]}") from None
    return process.returncode, text


def require_end(code, text, wanted, says, what):
    require(code == wanted, f"{what}: ended with {code}, not with {wanted}", text)
    for part in (says,) if isinstance(says, str) else says:
        require(part in text, f"{what}: does not say: {part}", text)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


class Blocker:
    """A session of somebody else that has run these statements and waits, mostly in an open transaction."""

    def __init__(self, client, sql, say_at_work, environment=None):
        """`client` reads SQL and prints what it is told to `say_at_work`."""
        self.client = subprocess.Popen(client, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        self.say(f"{sql}\n{say_at_work}\n")
        for line in self.client.stdout:
            if line == "at work\n":
                return
        raise Failed(f"could not stand in the way: {sql}")

    def say(self, text):
        self.client.stdin.write(text)
        self.client.stdin.flush()

    def end(self):
        """Takes back what the session has done; it holds nothing up any more."""
        if self.client.poll() is None:
            self.client.communicate("ROLLBACK;\n", timeout=LIMIT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(BrokenPipeError):
            self.end()


@contextlib.contextmanager
def project_on(server, kind, settings, url):
    """A project of that kind in a folder of its own, on a new database or on that of `url`."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="strata-faults-"))
        if url is None:
            (url,) = stack.enter_context(server.databases("fault"))
        yield kind(server, folder, url, settings)


def run_cases(cases):
    """Runs all of them whatever happens, says how each went, and ends the process."""
    failures = 0
    for case in cases:
        name = case.__doc__.splitlines()[0]
        try:
            case()
            print(f"shown: {name}")
        except (Failed, SqlError) as problem:
            failures += 1
            print(f"FAILED: {name}\n{problem}")
    print(f"{len(cases) - failures} of {len(cases)} shown")
    sys.exit(1 if failures else 0)
