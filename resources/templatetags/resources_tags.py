"""Tags of the knowledge base's pages."""

from django import template
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

register = template.Library()


class ExpandLinksNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return mark_safe(expand_db_html(self.nodelist.render(context)))  # noqa: S308 -- Wagtail's own, on safe HTML


@register.tag
def expandlinks(parser, token):
    """Turn the stored links of many rich texts into addresses at once.

    ``richtext`` asks the database once for each text that holds a link; round
    a page of two hundred passages, printed with ``.source|safe``, this asks once
    for each kind of link: ``{% expandlinks %}…{% endexpandlinks %}``.
    """
    nodelist = parser.parse(("endexpandlinks",))
    parser.delete_first_token()
    return ExpandLinksNode(nodelist)
