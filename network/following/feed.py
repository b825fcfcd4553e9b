"""A followed search as an Atom feed (RFC 4287)."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.following.digests import entry_of
from network.mail.outbox import absolute


class SearchFeed(Atom1Feed):
    """Its date is that of its latest entry, or of its beginning: the same state gives the same bytes."""

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["since"])


def search_feed(saved, results, *, url, page_url):
    """The bytes of the feed of a saved search."""
    feed = SearchFeed(
        title=_("%(name)s – Métropoles participatives") % {"name": saved.name},
        link=absolute(page_url),
        feed_url=absolute(url),
        description=_("What is new in the search that you follow."),
        language="fr",
        feed_guid=f"tag:{settings.SITE_DOMAIN},2026:recherche:{saved.pk}",
        since=saved.created_at,
    )
    for result in results:
        entry = entry_of(result)
        about = " · ".join(part for part in (entry["kind"], entry["day"], entry["within"]) if part)
        feed.add_item(
            title=f"{entry['title']} – {entry['part']}" if entry["part"] else entry["title"],
            link=entry["url"],
            description=format_html("<p>{}</p><p>{}</p>", about, entry["excerpt_html"]),
            unique_id=f"tag:{settings.SITE_DOMAIN},2026:{result.hit.key}",
            updateddate=result.since,
            pubdate=result.since,
        )
    return feed.writeString("utf-8").encode()
