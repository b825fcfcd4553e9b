"""Reading settings from the environment: one place, with errors that name the variable."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()


def required(name, purpose):
    """The value of an environment variable that must be set.

    Raises ``ImproperlyConfigured`` naming the variable and what it is for.
    """
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {purpose}. Set it in the environment and start again.")
    return value


def port_number(name, default):
    """A port from the environment. Raises ``ImproperlyConfigured`` when it is none."""
    text = env.str(name, default=str(default))
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 65535):
        raise ImproperlyConfigured(f"{name} is {text!r}: a port is a number from 1 to 65535. Try {name}={default}")
    return int(text)
