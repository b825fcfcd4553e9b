"""What the meetings register in the site and in the desk."""

from wagtail import hooks

from events import desk_urls, indexing, slots, styleguide
from events.answers.merging import merge_attendances
from events.changes import disappearing
from events.feeds.fetches import FetchesRule
from events.feeds.ways_in import account_links, metropolis_actions
from events.invitations.inviting import resume_stuck_runs
from events.invitations.replies import handle_reply
from events.loading import samples
from events.loading.meetings import load_meetings
from events.loading.polls import load_polls
from events.making import buttons
from events.making.views.one_meeting import instead_of_copy
from events.making.viewset import MeetingsViewSetGroup
from events.meetings import publication_remarks
from events.polls.desk.viewset import DatePollViewSet
from events.polls.merging import merge_voters
from events.polls.running import remind_due_polls
from events.privacy import leaked_links, personal_data, retention
from events.publishing import consequences
from events.reminders.reminding import send_due_reminders
from network.accounts.sample_accounts import SAMPLE_ACCOUNT_HOOK
from network.accounts.secret_addresses import REVOKE_HOOK
from network.loading.run import CONTENT_HOOK
from network.mail.inbox import INCOMING_HOOK
from network.privacy.merging import MERGE_HOOK
from network.privacy.records import PERSONAL_DATA_HOOK
from network.privacy.retention import RETENTION_HOOK
from network.running.clock import EVERY_MINUTE_HOOK
from search.sources import SOURCE_HOOK

hooks.register(EVERY_MINUTE_HOOK, consequences.catch_up, order=-1)
hooks.register(EVERY_MINUTE_HOOK, send_due_reminders)
hooks.register(EVERY_MINUTE_HOOK, resume_stuck_runs)
hooks.register(EVERY_MINUTE_HOOK, remind_due_polls)
hooks.register(CONTENT_HOOK, load_meetings, order=20)
hooks.register(CONTENT_HOOK, load_polls, order=21)
hooks.register(SAMPLE_ACCOUNT_HOOK, samples.give_sample_account)
hooks.register(MERGE_HOOK, merge_attendances)
hooks.register(MERGE_HOOK, merge_voters)
hooks.register(INCOMING_HOOK, handle_reply, order=20)
hooks.register(SOURCE_HOOK, indexing.MeetingSource)

hooks.register("slot:home.meetings", slots.next_meetings)
hooks.register("slot:meeting.answer", slots.answer)
hooks.register("slot:metropolis.sections", slots.metropolis_meetings, order=20)
hooks.register("slot:account.sections", slots.account_meetings)
hooks.register("slot:metropolis.actions", metropolis_actions)
hooks.register("slot:account.links", account_links, order=10)
hooks.register("slot:metropolis.counts", slots.meeting_counts)
hooks.register("slot:sitemap.sections", slots.sitemap)

hooks.register("styleguide_examples", styleguide.examples)

hooks.register("register_page_listing_more_buttons", buttons.meeting_buttons)
hooks.register("register_page_header_buttons", buttons.header_buttons)
hooks.register("register_admin_viewset", MeetingsViewSetGroup)
hooks.register("register_admin_viewset", DatePollViewSet)

hooks.register("after_create_page", publication_remarks.after_publication)
hooks.register("after_edit_page", publication_remarks.after_publication)

hooks.register("register_admin_urls", lambda: desk_urls.urlpatterns)
hooks.register("before_copy_page", instead_of_copy)
hooks.register("before_delete_page", disappearing.instead_of_vanishing)
hooks.register("before_unpublish_page", disappearing.instead_of_vanishing)
hooks.register("before_bulk_action", disappearing.instead_of_vanishing_together)
hooks.register(PERSONAL_DATA_HOOK, personal_data.MeetingsData())
for rule in retention.RULES:
    hooks.register(RETENTION_HOOK, rule())
hooks.register(RETENTION_HOOK, FetchesRule())

hooks.register(REVOKE_HOOK, leaked_links.close_calendars)
hooks.register(REVOKE_HOOK, leaked_links.renew_links)
