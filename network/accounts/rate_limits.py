"""How often a form may be sent, by one mail address and from one network, counted over all processes.

The rates are the setting ``FORM_RATE_LIMITS``, written as allauth writes its own
(``"20/h/ip,5/h/key"``: twenty an hour from one network, five for one address).
"""

from functools import partial

from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.translation import gettext_lazy as _

TOO_MANY = _("This form was sent too often, from here or for this address. Wait an hour, then try again.")


def allows(request, form, *, address=""):
    """Whether a form may be sent once more; counts this time, even if what it asks for fails afterwards."""
    count = partial(
        ratelimit.consume,
        request,
        app="network",
        action=form,
        config=settings.FORM_RATE_LIMITS,
        key=address.strip().lower(),
    )
    used = count()
    if hasattr(request, "outlives"):  # in the transaction of the request (``network.running.one_transaction``)
        request.outlives.append(count)
    return used is not None
