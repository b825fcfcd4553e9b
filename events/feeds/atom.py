"""The coming meetings as an Atom feed (RFC 4287), for readers of news."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from events.feeds.public_contents import answering
from events.meetings.models.meeting import MeetingPage
from network.look.text import printable
from network.mail.outbox import absolute

MOST = 60


class MeetingsFeed(Atom1Feed):
    """Its date is that of its latest entry: the same meetings give the same bytes."""

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=timezone.datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone()))


def meetings_feed(choices, names, reader):
    """The bytes of the feed of coming meetings that a reader may see, the next one first."""
    query = f"?{choices.query_string}" if choices.query_string else ""
    feed = MeetingsFeed(
        title=" – ".join([_("Métropoles participatives"), _("Coming meetings"), *names]),
        link=absolute("/agenda/"),
        feed_url=absolute(reverse("events:atom")) + query,
        description=_("The meetings of the network on site and remote"),
        language="fr",
        feed_guid=f"tag:{settings.SITE_DOMAIN},2026:rencontres:{choices.query_string}",
    )
    meetings = answering(reader.visible(MeetingPage.objects.live()).upcoming(), choices)
    for meeting in meetings.select_related("host", "calendar_entry").distinct()[:MOST]:
        about = " · ".join(part for part in words_of(meeting) if part)
        changed_at = meeting.calendar_entry.modified_at.replace(microsecond=0)
        feed.add_item(
            title=title_of(meeting),
            link=meeting.address,
            description=f"{about}\n{meeting.summary}".strip(),
            unique_id=f"urn:uuid:{meeting.calendar_entry.uid}",
            updateddate=changed_at,
            pubdate=changed_at,
        )
    return feed.writeString("utf-8").encode()


def title_of(meeting):
    title = meeting.title
    if meeting.is_sample:
        title = _("Example: %(title)s") % {"title": title}
    if meeting.status == meeting.Status.CANCELLED:
        title = _("Cancelled: %(title)s") % {"title": title}
    return printable(title)


def words_of(meeting):
    yield meeting.when.date_text
    yield meeting.get_format_display() if meeting.format else ""
    yield meeting.host.usual_name if meeting.host else ""
