"""What tests of the agenda read of its pages."""

from tests.factories.events import soon
from tests.html import soup_of


def section(response, heading):
    """The section of a page under a heading, as parsed HTML."""
    return soup_of(response).find(id=heading).find_parent("section")


def titles(part):
    return [link.get_text(strip=True) for link in part.select(".card-title a")]


def day(number, hour=10):
    return {"starts_at": soon(number, hour), "ends_at": soon(number, hour + 1)}
