"""The doors of the site that the tests of forced entry knock at."""

from tests.html import soup_of

SIGN_IN, CODE, PASSWORD = "/compte/connexion/", "/compte/code/", "/compte/mot-de-passe/connexion/"
GOOD_PASSWORD = "quatre mots que personne ne met ensemble"  # noqa: S105 -- of a test


def text_of(response):
    return soup_of(response).main.get_text(" ", strip=True)
