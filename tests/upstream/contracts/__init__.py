"""What each part must still do for us: the contract of a part of ``parts``, under its name.

A contract says nothing of how the part is made, only what our code counts on. It runs with an empty database.
"""

import inspect
from collections.abc import Callable

from django.test import RequestFactory

CONTRACTS: dict[str, Callable[[], None]] = {}


def contract(name):
    def registered(check):
        assert name not in CONTRACTS
        CONTRACTS[name] = check
        return check

    return registered


def takes(function, *given, **named):
    """That a function can be called so; raises ``TypeError`` otherwise."""
    inspect.signature(function).bind(*given, **named)


def sent_form():
    """A POST with a session that is a plain dictionary."""
    request = RequestFactory().post("/somewhere/?a=1", {"b": "2"})
    request.session = {}
    return request
