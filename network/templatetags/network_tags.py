"""Template tags that every template may use (they are built in: no ``load``)."""

from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from network.accounts import openid
from network.accounts.forms import MessageForm
from network.audience.words import note_of_file
from network.directory.acronyms import explain_acronyms
from network.look import slots
from network.look.dates import format_day, in_paris
from network.look.slots import found_under
from network.privacy.models.retention import RetentionSettings

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


@register.simple_tag
def openid_provider():
    """The provider with which one may sign in, if this site has one: its name and its key."""
    return openid.provider()


@register.simple_tag(takes_context=True)
def contact_form(context):
    """An empty form to write to the team."""
    return MessageForm.for_account(context["request"].user)


@register.simple_tag
def retention_limits():
    """How long each kind of data is kept, as the settings say; the usual durations until somebody changes them."""
    return RetentionSettings.objects.first() or RetentionSettings()


@register.simple_tag(takes_context=True)
def file_audience(context, document):
    """For whom a document is, when its collection says more than the page does; else nothing."""
    return note_of_file(context.get("request"), document)


@register.simple_tag(takes_context=True)
def current(context, address):
    """``aria-current`` for a link of the menu: this very page, or a page found under it."""
    path = getattr(context.get("request"), "path", "")
    if path == address:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if found_under(path).startswith(address) else ""


@register.filter
def to_fill(value):
    """What only ICPC knows, or that it is to be filled in."""
    if not value:
        return format_html('<span class="unknown">{}</span>', gettext("to be filled in by ICPC"))
    return linebreaksbr(value)


@register.filter
def day(moment):
    """« 5 mai 2022 » for a date, or for a datetime as lived in Paris."""
    if not moment:
        return ""
    return format_day(in_paris(moment) if isinstance(moment, datetime) else moment)


@register.filter
def sentence(text):
    """A text with its full stop: registers and lists often leave it out."""
    text = str(text).strip()
    return text if not text or text[-1] in ".!?…»" else f"{text}."


@register.filter
def in_fours(key):
    """« HGKW TMYP … »: a long key in groups that one can copy by hand, and that a narrow screen can break."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@register.filter
def host(address):
    """The host of a web address, which is what people recognise."""
    return urlsplit(address).hostname or address


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
