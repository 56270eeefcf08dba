"""A database of commit 44405ea is taken over by today's code, and nothing of it is lost.

`44405ea_sqlite.sql` and `44405ea_postgresql.sql` hold the same small archive twice. They were
made once, by the code of that commit: its migrations made the tables, `load_collection` brought
the first collection, and its own acts (submitting, deciding, flagging, voting, withdrawing,
rating, following, sending mails, …) wrote some rows of every kind, on a clock that was set, by
four accounts with unusable passwords; then each database was exported as SQL. They are not made
again: what they say is what that commit left behind.
"""

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection, connections

from tests.serving import Server

# What models are called since, by what they were called then.
RENAMED = {
    "archive.oldaddress": "redirect",
    "comments.earliertext": "commentrevision",
    "accounts.leaving": "deletionrequest",
}

# Where migrations may add rows, and the columns in which they may change those that are there.
# Everywhere else an upgrade changes nothing at all.
MAY_CHANGE = {
    "django_migrations": (),
    "django_content_type": ("model",),
    "auth_permission": ("name", "codename"),
    "auth_group_permissions": (),
    "accounts_user_user_permissions": (),
}

# What that database has no rows of: what ends by itself, secrets, and tables nothing uses.
EMPTY = {
    "account_emailconfirmation",
    "cache_entry",
    "django_session",
    "mfa_authenticator",
    "taggit_tag",
    "taggit_taggeditem",
    "usersessions_usersession",
}
STATUSES = {"pending", "published", "rejected", "spam", "removed", "withdrawn"}

# Who holds permissions: the tables that say so, each with its column of the holders.
HOLDERS = {"accounts_user_user_permissions": "user_id", "auth_group_permissions": "group_id"}

# Pages, each with something that anybody may read there.
SHOWN = {
    "/": "A published remark whose mails still wait.",
    "/posts/north-korean-defectors-beaten-killed/": "A published remark that opens the thread.",
    "/films/seoul-train/": "A published review of the film.",
    "/discussions/": "A published answer that a moderator let pass.",
}
# What nobody but moderators and authors may read.
HIDDEN = (
    "A pending remark that nobody has looked at.",
    "A pending remark with spindrift, edited while it was public.",
    "A pending review of the film.",
    "A rejected remark about something else.",
    "A spam remark that sells umbrellas.",
    "A removed remark that was public for a while.",
    "A withdrawn remark that is kept for its flag.",
    "What this remark said befor.",
    "192.0.2.0",
)


@dataclass(frozen=True)
class Table:
    """A table as it was read: how it is made, and all that it holds."""

    columns: dict
    constraints: dict
    rows: list

    def values(self, columns):
        """What the rows say in these columns, and how often."""
        return Counter(tuple(row[column] for column in columns) for row in self.rows)


@dataclass(frozen=True)
class Upgrade:
    """A server of the old database, and its tables before and after today's migrations."""

    server: Server
    old: dict
    new: dict


def dump():
    path = Path(__file__).with_name(f"44405ea_{connection.vendor}.sql")
    return path.read_text(encoding="utf-8")


def load(url):
    """Fill the empty database at this address with the old one."""
    if connection.vendor == "postgresql":
        with psycopg.connect(url) as database:
            database.execute(dump())
    else:
        with closing(sqlite3.connect(urlsplit(url).path[1:])) as database:
            database.executescript(dump())


def migrate(server):
    done = server.manage("migrate", "--no-input")
    assert done.returncode == 0, done.stderr


@contextmanager
def opened(server):
    """A connection to the database of a server."""
    database = connections["upgrade"] = connection.copy("upgrade")
    database.settings_dict["NAME"] = urlsplit(server.environment["DATABASE_URL"]).path[1:]
    database.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with closing(database), database.cursor() as cursor:
            yield database, cursor
    finally:
        del connections["upgrade"]


def read(server):
    """All tables of a server's database, by their names."""
    with opened(server) as (database, cursor):
        names = database.introspection.table_names(cursor)
        return {name: read_table(database, cursor, name) for name in names}


def read_table(database, cursor, name):
    columns = database.introspection.get_table_description(cursor, name)
    constraints = database.introspection.get_constraints(cursor, name)
    cursor.execute(f"SELECT * FROM {database.ops.quote_name(name)}")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Table({column.name: column for column in columns}, constraints, rows)


def losses(old, new):
    """What `new` lacks or has changed of the tables of `old`, each in a few words."""
    for name, before in old.items():
        if name not in new:
            yield f"{name} is gone"
            continue
        after = new[name]
        yield from (f"{name}.{gone} is gone" for gone in before.columns.keys() - after.columns)
        kept = before.columns.keys() & after.columns.keys()
        kept = sorted(kept.difference(MAY_CHANGE.get(name, ())))
        was, now = before.values(kept), after.values(kept)
        yield from (f"{name}: gone or changed: {row}" for row in was - now)
        if name not in MAY_CHANGE:
            yield from (f"{name}: new or changed: {row}" for row in now - was)


def model_names(tables):
    """What models are called, by the keys of their content types."""
    rows = tables["django_content_type"].rows
    return {row["id"]: f"{row['app_label']}.{row['model']}" for row in rows}


def permissions(tables):
    """Who holds what: the table that says so, the key of the holder, the permission's name."""
    models, rows = model_names(tables), tables["auth_permission"].rows
    apps = {row["id"]: models[row["content_type_id"]].split(".")[0] for row in rows}
    names = {row["id"]: f"{apps[row['id']]}.{row['codename']}" for row in rows}
    return {
        (table, row[holder], names[row["permission_id"]])
        for table, holder in HOLDERS.items()
        for row in tables[table].rows
    }


def renamed(model):
    """What a model is called today."""
    app, name = model.split(".")
    return f"{app}.{RENAMED.get(model, name)}"


def renamed_permission(permission):
    """What a permission is called today."""
    app, codename = permission.split(".")
    act, _, name = codename.partition("_")
    return f"{app}.{act}_{renamed(f'{app}.{name}').split('.')[1]}"


def permissions_of_groups(tables):
    """Pairs of a group's name and the name of a permission."""
    groups = {row["id"]: row["name"] for row in tables["auth_group"].rows}
    held = permissions(tables)
    return {(groups[pk], name) for table, pk, name in held if table == "auth_group_permissions"}


def making(tables):
    """How tables are made: every column with its type, every constraint and index."""
    return {
        (name, part, str(details))
        for name, table in tables.items()
        for parts in (table.columns, table.constraints)
        for part, details in parts.items()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("upgrade")


@pytest.fixture(scope="module")
def upgrade(folder, django_db_blocker):
    server = Server(folder, "upgrade_tests", NOTIFICATIONS_WORKER="off")
    load(server.environment["DATABASE_URL"])
    with django_db_blocker.unblock():
        old = read(server)
        migrate(server)
        return Upgrade(server, old, read(server))


@pytest.fixture(scope="module")
def fresh(folder, django_db_blocker):
    """The tables of a new database."""
    server = Server(folder, "fresh_tests")
    migrate(server)
    with django_db_blocker.unblock():
        return read(server)


@pytest.fixture(scope="module")
def served(upgrade):
    with upgrade.server.running() as server:
        yield server


def test_the_old_database_has_something_of_everything(upgrade):
    assert {name for name, table in upgrade.old.items() if not table.rows} == EMPTY
    statuses = {row["status"] for row in upgrade.old["comments_comment"].rows}
    assert statuses == STATUSES
    held = {(table, name) for table, _, name in permissions(upgrade.old)}
    for model in RENAMED:
        app, name = model.split(".")
        for table in HOLDERS:
            assert any((table, f"{app}.{act}_{name}") in held for act in ("view", "change"))
    assert [text for text in (*SHOWN.values(), *HIDDEN) if text not in dump()] == []


def test_no_row_of_the_old_database_is_lost_or_changed(upgrade):
    assert list(losses(upgrade.old, upgrade.new)) == []


def test_whoever_held_a_permission_holds_it_under_its_new_name(upgrade):
    held = permissions(upgrade.old)
    expected = {(table, holder, renamed_permission(name)) for table, holder, name in held}
    assert expected - permissions(upgrade.new) == set()


def test_the_history_of_the_desk_speaks_of_the_models_by_their_new_names(upgrade):
    before, after = model_names(upgrade.old), model_names(upgrade.new)
    kinds = {row["content_type_id"] for row in upgrade.old["django_admin_log"].rows}
    assert {before[kind] for kind in kinds} >= set(RENAMED)
    assert {kind: after[kind] for kind in kinds} == {kind: renamed(before[kind]) for kind in kinds}


@pytest.mark.parametrize(
    "command", [("check", "--database", "default"), ("makemigrations", "--check")]
)
def test_the_upgraded_database_is_what_the_models_say(upgrade, command):
    done = upgrade.server.manage(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_upgraded_database_is_made_like_a_fresh_one(upgrade, fresh):
    assert making(upgrade.new) ^ making(fresh) == set()


def test_groups_may_do_in_an_upgraded_database_what_they_may_do_in_a_fresh_one(upgrade, fresh):
    assert permissions_of_groups(fresh) - permissions_of_groups(upgrade.new) == set()


@pytest.mark.parametrize(("path", "text"), SHOWN.items(), ids=SHOWN)
def test_a_page_shows_what_is_public_and_nothing_else(served, path, text):
    page = served.get(path)
    assert text in page
    assert [hidden for hidden in HIDDEN if hidden in page] == []
