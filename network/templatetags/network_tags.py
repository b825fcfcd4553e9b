"""Template tags that every template may use (they are built in: no ``load``)."""

from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from network import slots
from network.acronyms import explain_acronyms
from network.dates import format_day, in_paris

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context, name, **arguments):
    """Print what upper apps put in a named place."""
    components = slots.fill(name, context.get("request"), **arguments)
    return format_html_join("\n", "{}", ((component.render_html(context),) for component in components))


@register.simple_tag
def icon(name, title=""):
    """An inline SVG icon: decorative, or named by ``title``."""
    return render_to_string(f"network/icons/{name}.svg", {"title": title})


MINUTES_END = "/compte-rendu/"


@register.simple_tag(takes_context=True)
def current(context, address):
    """``aria-current`` for a link of the menu: this very page, or a page below it.

    Minutes live below their meeting, but are found under the entry of the minutes.
    """
    path = getattr(context.get("request"), "path", "")
    if path == address:
        return mark_safe(' aria-current="page"')
    below = "/comptes-rendus/" if path.endswith(MINUTES_END) else path
    return mark_safe(' aria-current="true"') if below.startswith(address) else ""


class ExplainAcronymsNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        request = context.get("request")
        # Kept on the request, so that the first occurrence is the page's, not each block's.
        explained = getattr(request, "_explained_acronyms", set()) if request is not None else set()
        html = explain_acronyms(self.nodelist.render(context), explained)
        if request is not None:
            request._explained_acronyms = explained
        return html


@register.tag("explain_acronyms")
def explain_acronyms_tag(parser, token):
    """Explain each acronym of the glossary where the page first names it.

    Wrap the main text of a page: ``{% explain_acronyms %}…{% endexplain_acronyms %}``.
    """
    nodelist = parser.parse(("endexplain_acronyms",))
    parser.delete_first_token()
    return ExplainAcronymsNode(nodelist)
