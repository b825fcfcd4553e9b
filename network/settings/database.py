"""How the site speaks to its database: SQLite in the data folder, or whatever DATABASE_URL names."""

from network.settings.env import env

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;"


def default_database(data_dir, *, pragmas=SQLITE_PRAGMAS):
    """The ``default`` entry of ``DATABASES``."""
    database = env.db("DATABASE_URL", default=f"sqlite:///{data_dir / 'site.sqlite3'}")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            # Writers queue instead of failing when a read turns into a write.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": pragmas,
        }
        database["CONN_MAX_AGE"] = None  # opening the file and its pragmas costs more than a cached page
    else:
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
    return database
