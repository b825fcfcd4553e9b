"""What the meetings register in the site and in the desk."""

from wagtail import hooks

from events import (
    buttons,
    calendar_slots,
    desk_urls,
    indexing,
    invitations,
    leaked_links,
    loader,
    personal_data,
    poll_loader,
    publications,
    reminders,
    retention,
    samples,
    slots,
    styleguide,
)
from events.calendar_health import FetchesRule
from events.merging import merge_attendances
from events.polls.merging import merge_voters
from events.polls.running import remind_due_polls
from events.replies import handle_reply
from events.views import disappearing, making, remarks
from events.views.poll_viewset import DatePollViewSet
from events.viewsets import MeetingsViewSetGroup
from network.clock import EVERY_MINUTE_HOOK
from network.inbox import INCOMING_HOOK
from network.loading import CONTENT_HOOK
from network.merging import MERGE_HOOK
from network.privacy.records import PERSONAL_DATA_HOOK
from network.privacy.retention import RETENTION_HOOK
from network.sample_accounts import SAMPLE_ACCOUNT_HOOK
from network.secret_addresses import REVOKE_HOOK
from search.sources import SOURCE_HOOK

hooks.register(EVERY_MINUTE_HOOK, publications.catch_up, order=-1)
hooks.register(EVERY_MINUTE_HOOK, reminders.send_due_reminders)
hooks.register(EVERY_MINUTE_HOOK, invitations.resume_stuck_runs)
hooks.register(EVERY_MINUTE_HOOK, remind_due_polls)
hooks.register(CONTENT_HOOK, loader.load, order=20)
hooks.register(CONTENT_HOOK, poll_loader.load, order=21)
hooks.register(SAMPLE_ACCOUNT_HOOK, samples.give_sample_account)
hooks.register(MERGE_HOOK, merge_attendances)
hooks.register(MERGE_HOOK, merge_voters)
hooks.register(INCOMING_HOOK, handle_reply, order=20)
hooks.register(SOURCE_HOOK, indexing.MeetingSource)

hooks.register("slot:home.meetings", slots.next_meetings)
hooks.register("slot:meeting.answer", slots.answer)
hooks.register("slot:metropolis.sections", slots.metropolis_meetings, order=20)
hooks.register("slot:account.sections", slots.account_meetings)
hooks.register("slot:metropolis.actions", calendar_slots.metropolis_actions)
hooks.register("slot:account.links", calendar_slots.account_links, order=10)
hooks.register("slot:metropolis.counts", slots.meeting_counts)
hooks.register("slot:sitemap.sections", slots.sitemap)

hooks.register("styleguide_examples", styleguide.examples)

hooks.register("register_page_listing_more_buttons", buttons.meeting_buttons)
hooks.register("register_page_header_buttons", buttons.header_buttons)
hooks.register("register_admin_viewset", MeetingsViewSetGroup)
hooks.register("register_admin_viewset", DatePollViewSet)

hooks.register("after_create_page", remarks.after_publication)
hooks.register("after_edit_page", remarks.after_publication)

hooks.register("register_admin_urls", lambda: desk_urls.urlpatterns)
hooks.register("before_copy_page", making.instead_of_copy)
hooks.register("before_delete_page", disappearing.instead_of_vanishing)
hooks.register("before_unpublish_page", disappearing.instead_of_vanishing)
hooks.register("before_bulk_action", disappearing.instead_of_vanishing_together)
hooks.register(PERSONAL_DATA_HOOK, personal_data.MeetingsData())
for rule in retention.RULES:
    hooks.register(RETENTION_HOOK, rule())
hooks.register(RETENTION_HOOK, FetchesRule())

hooks.register(REVOKE_HOOK, leaked_links.close_calendars)
hooks.register(REVOKE_HOOK, leaked_links.renew_links)
