"""The list of questions in the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.questions.models import Question


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ["text", "number", "meeting"]
    list_filter = ["meeting"]
    ordering = ["-meeting", "number"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Question.objects.select_related("meeting")
