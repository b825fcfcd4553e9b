"""What the knowledge base registers with Wagtail, with search and with the pages of other apps."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.privacy.personal_data import ARCHIVED_HOOK
from network.audience.desk import CLOSED_HOOK
from network.loading.run import CONTENT_HOOK
from network.look.slots import MENU_HOOK
from resources import indexing, slots
from resources.desk import ResourcesViewSetGroup
from resources.loading import content
from resources.minutes import archive
from resources.records.agenda_items import AgendaItemChooserViewSet
from search.sources import SOURCE_HOOK

hooks.register(CONTENT_HOOK, content.load, order=30)

register_snippet(ResourcesViewSetGroup)
hooks.register(CLOSED_HOOK, "snippets/choose/resources/")  # positions and decisions of minutes for members


@hooks.register("register_admin_viewset")
def agenda_item_chooser():
    return AgendaItemChooserViewSet("agenda_item_chooser")


hooks.register(MENU_HOOK, ("/compte-rendu/", "/comptes-rendus/"))  # minutes live below their meeting
hooks.register("slot:home.minutes", slots.latest_minutes)
hooks.register("slot:home.practices", slots.practices_to_read)
hooks.register("slot:metropolis.sections", slots.metropolis_sections)
hooks.register("slot:metropolis.counts", slots.practice_counts)
hooks.register("slot:meeting.minutes", slots.minutes_of_meeting)
hooks.register("slot:meeting.briefing", slots.meeting_briefing)

for source in (
    indexing.PracticeSource,
    indexing.MinutesSource,
    indexing.PositionSource,
    indexing.QuestionSource,
    indexing.DecisionSource,
    indexing.ActionItemSource,
):
    hooks.register(SOURCE_HOOK, source)

hooks.register(ARCHIVED_HOOK, archive.meetings_with_minutes)
