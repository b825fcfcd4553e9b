"""Template tags that every template may use (they are built in: no ``load``)."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from network import slots

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
