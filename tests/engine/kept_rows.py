"""Whether the rows of a database lived through a change: two snapshots compared, for tests.

A snapshot (postgresql_rows.py, mariadb_rows.py) has tables, each with its columns and rows of texts, None for NULL;
counters: what sequences and their like give next, in front of what else is known of them; and the counters' bounds,
(least, most), where they have some. Casts say what a text of one type is in another.
"""


def is_kept(old, new, old_column, passed, new_column, casts):
    """Whether a value is the same, allowing for what the changes of its column say: on the way to `passed`, and from there
    to `new_column` (the same column, unless a way back is looked at)."""
    if old == new:
        return True
    if old is None:
        return passed.not_null and new is not None
    if old_column.type == passed.type or new is None:
        return False
    value = casts.of(old, old_column.type, passed.type)
    return value == new or (value is not None and passed.type != new_column.type and casts.of(value, passed.type, new_column.type) == new)


def lost(before, after, names, casts, through=None):
    """A line for each table and sequence of `before` that is not all there in `after`, in what both have. With `through`,
    the state between, only what was there then too."""
    lines = []
    for name, old in before.tables.items():
        new_name = names.table(name)
        between = through.tables.get(new_name) if through is not None else None
        new = after.tables.get(new_name if through is None else name)
        if new is None or (through is not None and between is None):
            continue
        renamed = names.value if through is None else lambda _, text: text
        line = lost_in(name, old, new, comparable(name, old, new, names, between), casts, renamed)
        if line:
            lines.append(line)
    for name, counter in before.counters.items():
        known = name in after.counters and (through is None or name in through.counters)
        possible = all(in_bounds(counter, state.bounds.get(name)) for state in (through, after) if state is not None)
        if known and possible and after.counters[name] != counter:
            lines.append(f"counter of {name}: {counter} before, {after.counters[name]} after")
    return lines


def in_bounds(counter, bounds):
    """Whether a counter may stand where it stood."""
    return bounds is None or int(bounds[0]) <= int(counter[0]) <= int(bounds[1])


def comparable(name, old, new, names, between):
    """(old column, new column, what a value had to be on the way) of the columns whose values must be the same."""
    found = []
    for column in old.columns.values():
        renamed = names.column(name, column.name)
        target = new.columns.get(renamed if between is None else column.name)
        passed = target if between is None else between.columns.get(renamed)
        if target is not None and passed is not None and not any(c.generated for c in (column, target, passed)):
            found.append((column, target, passed))
    return found


def lost_in(name, old, new, pairs, casts, renamed):
    if len(old.rows) != len(new.rows):
        return f"{name}: {len(old.rows)} rows before, {len(new.rows)} after"
    partners = [[i for i, other in enumerate(new.rows)
                 if all(is_kept(renamed(a, row[a.name]), other[b.name], a, passed, b, casts) for a, b, passed in pairs)] for row in old.rows]
    taken = {}  # new row -> old row
    for number, row in enumerate(old.rows):
        if not find_partner(number, partners, taken, set()):
            shown = [{b.name: other[b.name] for _, b, _ in pairs} for i, other in enumerate(new.rows) if i not in taken]
            return f"{name}: {({a.name: row[a.name] for a, _, _ in pairs})} is not among {shown}"
    return None


def find_partner(number, partners, taken, tried):
    """Gives an old row a new one of its own; a row that has it may have to take another one (a NULL may become anything)."""
    for other in partners[number]:
        if other in tried:
            continue
        tried.add(other)
        if other not in taken or find_partner(taken[other], partners, taken, tried):
            taken[other] = number
            return True
    return False
