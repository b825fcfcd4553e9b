"""The knowledge base in the desk's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from resources.follow_ups.desk import ActionItemViewSet, DecisionViewSet
from resources.minutes.desk import MinutesViewSet, PositionViewSet
from resources.practices.desk import PracticeViewSet
from resources.questions.desk import QuestionViewSet


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
