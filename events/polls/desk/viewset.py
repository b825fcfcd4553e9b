"""Date polls in the admin: their list, and the two screens on which they are made and followed."""

from django.db.models import Count, Q
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from events.polls.desk.answers import NotePollAnswerView
from events.polls.desk.screens import PollEditView, PollScreenView, PollView
from events.polls.models import DatePoll
from network.look.dates import format_day, in_paris


def answered_in_words(poll):
    return _("%(answered)d of %(count)d") % {"answered": poll.answered, "count": poll.asked}


def state_in_words(poll):
    words = _("Deadline past, choose a date") if poll.is_late() else poll.get_state_display()
    return _("%(status)s (example)") % {"status": words} if poll.is_sample else words


class PollIndexView(IndexView):
    def get_base_queryset(self):
        standing = Q(voters__revoked_at=None)
        return (
            super()
            .get_base_queryset()
            .select_related("meeting")
            .annotate(
                asked=Count("voters", filter=standing),
                answered=Count("voters", filter=standing & Q(voters__answered_at__isnull=False)),
            )
        )


class DatePollViewSet(ModelViewSet):
    model = DatePoll
    name = "date_polls"
    url_prefix = "sondages"
    icon = "calendar-check"
    menu_label = gettext_lazy("Date polls")
    add_to_admin_menu = False  # it stands among the meetings
    index_view_class = PollIndexView
    add_view_class = PollScreenView
    edit_view_class = PollEditView
    inspect_view_class = PollView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["title"]
    ordering = ["-created_at", "-pk"]
    search_fields = ["title"]
    list_display = [
        TitleColumn("title", label=gettext_lazy("Title"), url_name="date_polls:inspect", sort_key="title"),
        Column("state", label=gettext_lazy("State"), accessor=state_in_words, sort_key="state"),
        Column("answered", label=gettext_lazy("Answers"), accessor=answered_in_words),
        Column(
            "answers_until",
            label=gettext_lazy("Answers until"),
            accessor=lambda poll: format_day(in_paris(poll.answers_until)),
            sort_key="answers_until",
        ),
        Column("meeting", label=gettext_lazy("Meeting"), accessor="meeting"),
    ]

    def get_urlpatterns(self):
        note = path("<int:pk>/repondre/<int:voter>/", NotePollAnswerView.as_view(), name="note_answer")
        return [*super().get_urlpatterns(), note]
