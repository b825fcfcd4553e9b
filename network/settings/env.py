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
