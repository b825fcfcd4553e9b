"""Signing in with ProConnect, or another OpenID Connect provider."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLES = ("OPENID_SERVER", "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET")


def openid_origins(env):
    """Where our own sign-in form may lead a browser (``form-action`` also judges redirects)."""
    parts = urlsplit(env.str("OPENID_SERVER", default=""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def openid_apps(env):
    """The one provider of ``SOCIALACCOUNT_PROVIDERS``, or none when its settings are not given.

    Raises ``ImproperlyConfigured`` when only some of them are.
    """
    given = {name: env.str(name, default="") for name in VARIABLES}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(VARIABLES):
        return []
    if missing:
        raise ImproperlyConfigured(
            f"{', '.join(missing)} not set: signing in with OpenID Connect needs {', '.join(VARIABLES)} together."
        )
    scope = env.str("OPENID_SCOPE", default="openid email given_name usual_name siret").split()
    return [
        {
            "provider_id": "proconnect",
            "name": env.str("OPENID_NAME", default="ProConnect"),
            "client_id": given["OPENID_CLIENT_ID"],
            "secret": given["OPENID_CLIENT_SECRET"],
            "settings": {
                # The address of the provider; its /.well-known/openid-configuration says the rest.
                "server_url": given["OPENID_SERVER"],
                "token_auth_method": "client_secret_post",
                "fetch_userinfo": True,
                "emails_are_verified": env.bool("OPENID_EMAILS_ARE_VERIFIED", default=False),
                # A private body may use ProConnect for professionals of the public sector only.
                "public_sector_only": env.bool("OPENID_PUBLIC_SECTOR_ONLY", default="siret" in scope),
                "scope": scope,
            },
        }
    ]
