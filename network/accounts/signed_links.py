"""Links in mails that let somebody do one thing: signed, for one purpose, for a time.

Whether a link still counts is also asked of the record it names (withdrawn,
used, sent again), so that it can be revoked. Looking at one changes nothing:
mail programs fetch links in advance, so each leads to a page with one button.
"""

from datetime import timedelta
from typing import Any

from django.core import signing


def code_for(purpose: str, **values: object) -> str:
    return signing.dumps(values, salt=f"network.link.{purpose}")


def values_in(code: str, purpose: str, *, age: timedelta) -> dict[str, Any] | None:
    """What a code holds, or ``None`` when it is made up, too old (``timedelta``) or made for another purpose."""
    try:
        values = signing.loads(code, salt=f"network.link.{purpose}", max_age=age)
    except (signing.BadSignature, ValueError):
        return None
    return values if isinstance(values, dict) else None
