"""The knowledge base in the desk's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from resources.viewsets.follow_ups import ActionItemViewSet, DecisionViewSet
from resources.viewsets.minutes import MinutesViewSet, PositionViewSet
from resources.viewsets.practices import PracticeViewSet
from resources.viewsets.questions import QuestionViewSet


class ResourcesViewSetGroup(SnippetViewSetGroup):
    items = (
        PracticeViewSet,
        MinutesViewSet,
        QuestionViewSet,
        PositionViewSet,
        DecisionViewSet,
        ActionItemViewSet,
    )
    menu_label = _("Resources")
    menu_icon = "folder-open-inverse"
    menu_order = 220
