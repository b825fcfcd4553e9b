"""A process that dies at one statement of the database: nothing of it is done after that, and nothing is undone by it."""

from contextlib import contextmanager
from unittest import mock

from django.db import connections

ALIAS = "default"


class Died(BaseException):
    """The process died here. No ``except Exception`` of the site sees it."""


class Statements:
    """The statements that a process makes, in order; commits count. It dies instead of making the one numbered ``last``."""

    def __init__(self, last=None):
        self.last = last
        self.made = []
        self.is_dead = False

    def note(self, sql):
        if self.is_dead:
            raise Died
        if len(self.made) + 1 == self.last:
            self.is_dead = True
            self.made.append(sql)
            raise Died
        self.made.append(sql)

    def execute(self, execute, sql, params, many, context):
        self.note(sql)
        return execute(sql, params, many, context)

    @property
    def commits(self):
        """The numbers of the statements that end a transaction."""
        return [number for number, sql in enumerate(self.made, start=1) if sql == "COMMIT"]


@contextmanager
def process(last=None):
    """What runs inside is a process that dies at its statement ``last`` (never, without one); gives its ``Statements``.

    Its connection is cut as the system does it: what was not committed is lost.
    """
    statements = Statements(last)
    cut()
    connection = connections[ALIAS]
    connection.execute_wrappers.append(statements.execute)
    commit = connection._commit

    def counted_commit():
        if connection.connection is not None:
            statements.note("COMMIT")
        return commit()

    connection._commit = counted_commit
    try:
        with mock.patch("time.sleep"):  # the dead wait for nothing
            yield statements
    except Died:
        if not statements.is_dead:
            raise
    finally:
        cut()


def cut():
    """Let the connection go with whatever it had begun."""
    connection = connections[ALIAS]
    if connection.connection is not None:
        connection.connection.close()
    del connections[ALIAS]
