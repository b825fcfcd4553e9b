"""What search may know of practices, minutes, questions, positions and follow-ups."""

from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.audience.rules import joined, least_restricted, page_audience
from network.directory.acronyms import plain_text
from network.directory.models.metropolises import Metropolis
from network.following.indexing import stream_text
from resources.follow_ups.models import ActionItem, Decision
from resources.matrix.models import QuestionsPage
from resources.minutes import passages
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticePage
from resources.questions.models import Question
from search.sources import SearchDocument, Section


def day_of(moment):
    return timezone.localdate(moment) if moment else None


def year_of(moment):
    return [str(timezone.localdate(moment).year)] if moment else []


class PracticeSource:
    name, label, model = "practices", gettext_lazy("Practices"), PracticePage

    def queryset(self):
        return PracticePage.objects.live().prefetch_related("metropolises", "themes__parent", "steps")

    def document(self, practice):
        words = [
            practice.get_approach_display(),
            plain_text(practice.presentation),
            *(block.value for block in practice.key_points),
            *(f"{step.title} {step.date_text} {step.text}" for step in practice.steps.all()),
            practice.period_text,
            practice.participants_text,
            practice.origin,
            practice.brief,
            practice.recruitment_note,
            practice.compensation_note,
            practice.facilitation,
            practice.elected_role,
            practice.reply_note,
            practice.effects_note,
            stream_text(practice._meta.get_field("body").stream_block, practice.body),
        ]
        themes = list(practice.themes.all())
        return SearchDocument(
            key=f"{self.name}:{practice.pk}",
            title=practice.title,
            url=practice.get_url() or "",
            summary=practice.strapline,
            text=" ".join(word for word in words if word),
            audience=page_audience(practice),
            facets={
                "metropolis": [metropolis.short_name for metropolis in practice.metropolises.all()],
                "theme": theme_labels(themes),
                "year": [str(practice.year_from)] if practice.year_from else [],
            },
            date=practice.last_reviewed_on,
        )


def theme_labels(themes):
    """Labels of the themes and of those above them, each once."""
    labels = [label for theme in themes for label in (theme.parent and theme.parent.label, theme.label) if label]
    return list(dict.fromkeys(labels))


class MinutesSource:
    """Minutes, found down to the very passage."""

    name, label, model = "minutes", pgettext_lazy("of meetings", "Minutes"), MinutesPage

    def queryset(self):
        return MinutesPage.objects.live()

    def document(self, minutes):
        stored = minutes.stored_body
        meeting = minutes.meeting
        starts_at = meeting.starts_at if meeting else None
        return SearchDocument(
            key=f"{self.name}:{minutes.pk}",
            title=minutes.title,
            url=minutes.get_url() or "",
            summary=minutes.summary,
            text=" ".join(block.value for block in minutes.key_points),
            sections=tuple(sections_of(stored)),
            audience=page_audience(minutes),
            facets={"metropolis": metropolis_names(minutes, meeting), "year": year_of(starts_at)},
            date=day_of(starts_at),
        )


def sections_of(stored):
    """Each passage under its own anchor, titled by its heading or its section."""
    for passage in passages.passages_of(stored):
        if passage.anchor and (passage.text or passage.title):
            yield Section(passage.anchor, passage.title or passage.section, passage.text)


def metropolis_names(minutes, meeting):
    """Those whose passages and positions the minutes hold, and the host."""
    keys = passages.keys_of(minutes.stored_body)["metropolis"]
    names = set(Metropolis.objects.filter(pk__in=keys).values_list("short_name", flat=True))
    names |= set(minutes.positions.values_list("metropolis__short_name", flat=True))
    if meeting and meeting.host:
        names.add(meeting.host.short_name)
    return sorted(names)


class OfMinutes:
    """Records found at their place in minutes: the minutes' audience is theirs."""

    def at(self, record):
        return {
            "url": f"{record.minutes.get_url()}#{record.anchor}",
            "audience": page_audience(record.minutes),
        }


class PositionSource(OfMinutes):
    name, label, model = "positions", gettext_lazy("Positions"), Position

    def queryset(self):
        return Position.objects.filter(minutes__live=True).select_related("metropolis", "question", "minutes")

    def document(self, position):
        meeting = position.minutes.meeting
        starts_at = meeting.starts_at if meeting else None
        return SearchDocument(
            key=f"{self.name}:{position.pk}",
            title=_("%(metropolis)s: %(label)s")
            % {"metropolis": position.metropolis.short_name, "label": position.label},
            summary=position.question.text,
            text=plain_text(position.text),
            facets={"metropolis": [position.metropolis.short_name], "year": year_of(starts_at)},
            date=day_of(starts_at),
            **self.at(position),
        )


class QuestionSource:
    """Questions to the metropolises, where the page of questions shows them."""

    depends_on = (QuestionsPage,)
    name, label, model = "questions", gettext_lazy("Questions"), Question

    def queryset(self):
        if self.page is None:
            return Question.objects.none()
        questions = Question.objects.filter(Q(meeting__isnull=True) | Q(meeting__live=True))
        return questions.select_related("meeting").prefetch_related("positions__minutes")

    @cached_property
    def page(self):
        return QuestionsPage.objects.live().first()

    def document(self, question):
        starts_at = question.meeting.starts_at if question.meeting else None
        return SearchDocument(
            key=f"{self.name}:{question.pk}",
            title=question.text,
            url=f"{self.page.get_url()}?vue=question#{question.slug}",
            summary=question.short_text,
            audience=self.audience(question),
            facets={"year": year_of(starts_at)},
            date=day_of(starts_at),
        )

    def audience(self, question):
        """Who may see the page and the meeting, and read at least one of the answers.

        One token cannot say « the readers of these minutes or of those »: the
        minutes with the fewest conditions are taken.
        """
        pages = [self.page, *([question.meeting] if question.meeting else [])]
        answered = [page_audience(position.minutes) for position in question.positions.all() if position.minutes.live]
        return joined(*map(page_audience, pages), *([least_restricted(answered)] if answered else []))


class FollowUpSource(OfMinutes):
    def queryset(self):
        return self.model.objects.filter(minutes__live=True).select_related("minutes")

    def document(self, record):
        meeting = record.minutes.meeting
        starts_at = meeting.starts_at if meeting else None
        return SearchDocument(
            key=f"{self.name}:{record.pk}",
            title=str(record),
            summary=getattr(record, "details", ""),
            text=record.text,
            facets={"year": year_of(starts_at)},
            date=day_of(starts_at),
            **self.at(record),
        )


class DecisionSource(FollowUpSource):
    name, label, model = "decisions", gettext_lazy("Decisions"), Decision


class ActionItemSource(FollowUpSource):
    name, label, model = "actions", gettext_lazy("Follow-ups"), ActionItem
