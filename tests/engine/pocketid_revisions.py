"""A folder of up.sql/down.sql pairs -> strata's revisions: one per folder, each on top of the one before.

    pocketid_revisions.py SOURCE TARGET

The scripts are taken over word for word. What they demand is said in the header: `transaction = false` for a script
with a BEGIN of its own, `foreign_keys = "off"` for one that switches enforcement off. The second matters although the
script does it itself: a run that goes on after a crash begins behind that line.
"""
import hashlib
import pathlib
import re
import sys

OWN_TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT)\b", re.IGNORECASE | re.MULTILINE)
SUSPENDS_KEYS = re.compile(r"^\s*PRAGMA\s+foreign_keys\s*=\s*OFF", re.IGNORECASE | re.MULTILINE)


def revision_id(folder):
    return hashlib.sha256(folder.name.encode()).hexdigest()[:12]


def script(folder, direction):
    file = folder / f"{direction}.sql"
    return file.read_text() if file.exists() else None


def header(folder, parent, options):
    number, stamp, message = folder.name.split("_", 2)
    date = f"{stamp[0:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"
    lines = [f'revision = "{revision_id(folder)}"', f"parents = {[parent] if parent else []}".replace("'", '"'),
             f'message = "{message.replace("_", " ")}"', f"created = {date}", *options]
    return "\n".join(["-- +++ strata", *(f"-- {line}" for line in lines), "-- +++"])


def revision(folder, parent, with_options=True):
    """The text of the revision, and nothing of the header's options for a look at what strata says without them."""
    up, down = script(folder, "up"), script(folder, "down")
    both = up + "\n" + (down or "")
    options = []
    if with_options and OWN_TRANSACTION.search(both):
        options.append("transaction = false")
    if with_options and SUSPENDS_KEYS.search(both):
        options.append('foreign_keys = "off"')
    if down is None:
        options.append('irreversible = "the application ships no way back"')
    text = f"{header(folder, parent, options)}\n\n-- strata:up\n{up.rstrip()}\n"
    return text if down is None else f"{text}\n-- strata:down\n{down.rstrip()}\n"


def folders(source):
    return sorted(folder for folder in pathlib.Path(source).iterdir() if folder.is_dir())


def file_name(folder):
    return f"{folder.name}.sql"


def convert(source, target):
    parent = None
    for folder in folders(source):
        (target / file_name(folder)).write_text(revision(folder, parent))
        parent = revision_id(folder)


if __name__ == "__main__":
    convert(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
