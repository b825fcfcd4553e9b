"""Databases made before the site was first deployed, by migrations that were rewritten since: refused, in one line."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

REWRITTEN = ("network", "0001_accounts")
"""The first migration that such a database has had. None of today's may take this name."""


def refusal(connection):
    """Why the database cannot be used and what to do, in one line; nothing where it can. Only reads."""
    if REWRITTEN not in MigrationRecorder(connection).applied_migrations():
        return ""
    folder = settings.DATA_DIR
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).parent == folder:
        remedy = f"Set its folder aside (mv {folder} {folder}.old) or choose another: DATA_DIR=/path make run"
    else:
        remedy = "Let DATABASE_URL name an empty database."
    return (
        "The database was made before the migrations were rewritten for the first deployment, and cannot be brought "
        f"up to date; a new one is made where there is none. {remedy}"
    )


@checks.register(checks.Tags.database)
def no_old_database(app_configs, databases, **kwargs):
    """Asked by `manage.py migrate`, which would otherwise stop at an inconsistent history, with a stack."""
    refusals = [refusal(connections[alias]) for alias in databases or ()]
    return [checks.Error(words, id="network.E110") for words in refusals if words]
