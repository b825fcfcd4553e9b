"""Which changes make cached pages old: all of the content's, none of the accounts' daily life."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_slug_changed, post_page_move

from network.page_cache.models.generation import ContentGeneration

CONTENT_APPS = {
    "network",
    "events",
    "resources",
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "wagtailredirects",
    "auth",  # a deleted group that restricts a page
}
NOT_SHOWN = {
    # written at every sign-in, edit or load, and never seen by a reader without a session
    "events.calendarclock",
    "events.calendarentry",
    "events.calendarsubscription",
    "events.eventtext",
    "events.feedfetch",
    "events.follow",
    "events.sessioncalendarentry",
    "auth.permission",
    "network.accountinvitation",
    "network.accountinvitation_metropolises",
    "network.accountrequest",
    "events.attendancechange",
    "events.attendanceneeds",
    "events.invitationrun",
    "events.datepoll",
    "events.datepolloption",
    "events.datepollvote",
    "events.datepollvoter",
    "events.meetingreminder",
    "network.auditentry",
    "network.contentgeneration",
    "network.documentcarrier",
    "network.documentpage",
    "network.documenttext",
    "network.inactivitywarning",
    "network.knowndevice",
    "network.loadedcontent",
    "network.readermessage",
    "network.namereplacement",
    "network.objection",
    "network.retentionentry",
    "network.savedsearch",
    "network.sharedcacheentry",
    "network.unansweredsearch",
    "network.user",
    "network.user_groups",
    "network.user_metropolises",
    "network.user_user_permissions",
    "wagtailcore.comment",
    "wagtailcore.commentreply",
    "wagtailcore.editingsession",
    "wagtailcore.modellogentry",
    "wagtailcore.pagelogentry",
    "wagtailcore.pagesubscription",
    "wagtailcore.referenceindex",
    "wagtailcore.revision",
    "wagtailcore.task",
    "wagtailcore.taskstate",
    "wagtailcore.uploadedfile",
    "wagtailcore.workflowstate",
}


def content_changed(sender, raw=False, **kwargs):
    """Receiver of every model's signals: raises the generation when readers may see the change."""
    action = kwargs.get("action", "")
    in_migration = sender.__module__ == "__fake__"  # the table may not exist yet
    if raw or in_migration or action.startswith("pre_"):
        return
    if is_shown(sender):
        ContentGeneration.rise()


def is_shown(model):
    """Whether readers may see what a table holds."""
    return model._meta.app_label in CONTENT_APPS and model._meta.label_lower not in NOT_SHOWN


def watch():
    for signal in (
        post_save,
        post_delete,
        m2m_changed,
        post_page_move,
        page_slug_changed,
    ):
        signal.connect(content_changed, dispatch_uid=f"content_generation_{id(signal)}")
