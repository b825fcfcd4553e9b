"""Where a meeting's page stands: under the page of its year, from its first publication and for ever."""

from django.utils import timezone
from wagtail.models import Page

from events.agenda.models import AgendaPage, AgendaYearPage
from events.meetings.slugs import free_slug


def year_of(meeting, today=None):
    """The year a meeting is filed under: of its start in Paris, else of its announcement, else today's."""
    if meeting.starts_at:
        return timezone.localdate(meeting.starts_at).year
    return (meeting.announced_on or today or timezone.localdate()).year


def year_page(agenda, year):
    """The page of a year, made and published when it is missing."""
    found = AgendaYearPage.objects.child_of(agenda).filter(year=year).first()
    if found:
        return found
    page = AgendaYearPage(title=str(year), slug=free_slug(str(year), agenda), year=year)
    # The number of children that the tree keeps changes with each page: never from an old instance.
    agenda = AgendaPage.objects.get(pk=agenda.pk)
    agenda.add_child(instance=page)
    page.save_revision().publish()
    return page


def file_meeting(meeting, *, user=None):
    """Move a meeting that stands right under the agenda below its year; leave any other where it is.

    An address that was published never changes: a meeting already filed stays
    under its first year even if its date moves to another. Returns whether it moved.
    """
    parent = meeting.get_parent(update=True).specific
    if not isinstance(parent, AgendaPage):
        return False
    year = year_page(parent, year_of(meeting))
    slug = free_slug(meeting.slug, year)
    if slug != meeting.slug:
        meeting.slug = slug
        Page.objects.filter(pk=meeting.pk).update(slug=slug)
    Page.objects.get(pk=meeting.pk).move(year, pos="last-child", user=user)
    moved = Page.objects.get(pk=meeting.pk)
    # Whoever holds the meeting in memory (the publishing view) goes on with its new place.
    for name in ("path", "depth", "numchild", "url_path", "slug"):
        setattr(meeting, name, getattr(moved, name))
    return True
