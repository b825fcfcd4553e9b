"""Sessions and second factors, as the tests need them."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY


def give_second_factor(client, user):
    """What allauth writes in a session once a code of an application was right."""
    session = client.session
    session.update(second_factor_records(user))
    session.save()


def second_factor_records(user):
    """What allauth writes in a session in which a code of an application was right."""
    return {
        AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "type": "totp", "at": time.time()}],
        "account_authentication_methods_user": str(user.pk),
    }
