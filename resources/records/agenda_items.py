"""Choosing, in the desk, the item of a programme at which a question was put or a practice discussed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem
from network.audience.desk import only_readable


class ReadableAgendaItems:
    """The items of the meetings that the desk shows to whoever chooses."""

    @property
    def readable(self):
        meetings = only_readable(MeetingPage.objects.all(), self.request)
        return AgendaItem.objects.filter(meeting__in=meetings.values("pk"))

    def get_object_list(self):
        return self.readable

    def get_object(self, pk):
        return self.readable.get(pk=pk)

    def get_objects(self, pks):
        return self.readable.filter(pk__in=pks)


class ChooseAgendaItem(ReadableAgendaItems, ChooseView):
    pass


class AgendaItemResults(ReadableAgendaItems, ChooseResultsView):
    pass


class AgendaItemChosen(ReadableAgendaItems, ChosenView):
    pass


class AgendaItemsChosen(ReadableAgendaItems, ChosenMultipleView):
    pass


class AgendaItemChooserViewSet(ChooserViewSet):
    """Choosing the item of a programme at which something was discussed."""

    model = AgendaItem
    choose_view_class = ChooseAgendaItem
    choose_results_view_class = AgendaItemResults
    chosen_view_class = AgendaItemChosen
    chosen_multiple_view_class = AgendaItemsChosen
    icon = "list-ol"
    choose_one_text = _("Choose an agenda item")
    choose_another_text = _("Choose another agenda item")
    per_page = 20
