"""The form by which somebody answers an invitation: the same from a personal link, with an account, and by telephone."""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.answers.links import WORDS
from events.answers.needs import note_needs
from events.answers.recording import effective_answer, places_left, record_answer
from events.meetings.components.when import when_of
from events.vocabularies import AttendanceAnswer

Answer = AttendanceAnswer
ICONS = {
    Answer.ON_SITE: "building",
    Answer.REMOTE: "screen",
    Answer.EXCUSED: "excused",
    Answer.REPRESENTED: "users",
}


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from, with what there is to know before choosing it."""

    value: str
    label: str
    icon: str
    hint: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class PartQuestion:
    """A part of the meeting and its options, ready to print."""

    name: str  # of the field
    legend: str
    when: str
    options: list[Option] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


LABELS = {
    Answer.ON_SITE: (gettext_lazy("I come on site"), gettext_lazy("Comes on site")),
    Answer.REMOTE: (gettext_lazy("I take part remotely"), gettext_lazy("Takes part remotely")),
    Answer.EXCUSED: (gettext_lazy("I cannot come, please excuse me"), gettext_lazy("Asks to be excused")),
    Answer.REPRESENTED: (gettext_lazy("Somebody represents me"), gettext_lazy("Somebody represents her or him")),
}
"""``{answer: (in the mouth of the person, of whoever answers for her or him)}``"""


class AnswerForm(forms.Form):
    """What somebody answers to a meeting, one question for each part of it.

    ``parts`` and ``counts`` come from ``events.answers.recording``; ``suggested`` is what the button of a mail said;
    ``on_behalf`` when an assistant or the team answers for the person.
    """

    represented_by_name = forms.CharField(
        label=gettext_lazy("Who represents you?"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    access = forms.CharField(
        label=gettext_lazy("Access"),
        help_text=gettext_lazy("Step-free way, hearing loop, sign language, a seat near the exit…"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meals = forms.CharField(
        label=gettext_lazy("Meals"),
        help_text=gettext_lazy("Vegetarian, an allergy…"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    comment = forms.CharField(
        label=gettext_lazy("A word to the organisers"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, attendance, parts, counts, suggested="", needs=None, on_behalf=False, **kwargs):
        self.attendance, self.parts, self.counts, self.on_behalf = attendance, parts, counts, on_behalf
        self.suggested = WORDS.get(suggested, "")
        initial = {
            "represented_by_name": representative_of(attendance),
            "comment": attendance.comment,
            "access": needs.access if needs else "",
            "meals": needs.meals if needs else "",
        }
        super().__init__(data, initial=initial, **kwargs)
        if on_behalf:
            self.fields["represented_by_name"].label = _("Represented by")
        for part in parts:
            name = self.name_of(part)
            choices = [(answer.value, answer.label) for answer in self.answers_to(part)]
            self.fields[name] = forms.ChoiceField(
                choices=choices,
                required=False,
                error_messages={"invalid_choice": gettext_lazy("Choose one of the answers.")},
            )

    @staticmethod
    def name_of(part):
        return f"answer-{part.key}" if part.key else "answer"

    @staticmethod
    def answers_to(part):
        return [*part.sides, Answer.EXCUSED, Answer.REPRESENTED]

    def questions(self):
        """What to print for each part: a legend and its options."""
        for part in self.parts:
            name = self.name_of(part)
            chosen = self.data.get(name, "") if self.is_bound else self.answer_to(part)
            options = [
                Option(answer.value, self.label_of(answer), ICONS[answer], self.hint(part, answer), answer == chosen)
                for answer in self.answers_to(part)
            ]
            yield PartQuestion(
                name,
                legend=part.title if part.key else self.legend,
                when=span(self.attendance.meeting, part) if part.key else "",
                options=options,
                errors=list(self.errors.get(name, [])) if self.is_bound else [],
            )

    @property
    def legend(self):
        if self.on_behalf:
            return _("The answer of %(name)s") % {"name": self.attendance.person.full_name}
        return _("Your answer")

    def answer_to(self, part):
        """What the form begins with: the button of the mail, else what was answered before."""
        if self.suggested:
            return part.adapted(self.suggested)
        return self.before(part).answer

    def before(self, part):
        return effective_answer(self.attendance, part if part.key else None)

    def label_of(self, answer):
        return LABELS[answer][1 if self.on_behalf else 0]

    @property
    def has_more(self):
        """Whether something is written, or wrong, in what is folded away."""
        names = ("comment", "access", "meals")
        return any(self[name].value() or self[name].errors for name in names)

    def hint(self, part, answer):
        """How many places are left, and what happens when there is none."""
        before = self.before(part)
        if answer not in part.sides or part.capacity(answer) is None:
            return ""
        if before.answer == answer:
            if self.on_behalf:
                return _("Has a place.") if before.has_place else _("Is on the waiting list.")
            return _("You have a place.") if before.has_place else _("You are on the waiting list.")
        left = places_left(part, answer, self.counts)
        if left:
            return ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}
        count = self.counts.get((part.key, answer))
        return self.full(count.waiting if count else 0)

    def full(self, waiting):
        if self.on_behalf:
            return _("Full: a waiting list, with %(count)s people so far.") % {"count": waiting}
        if not waiting:
            return _("Full: you would be the first on the waiting list.")
        return ngettext(
            "Full: %(count)s person is on the waiting list, you would be next.",
            "Full: %(count)s people are on the waiting list, you would be next.",
            waiting,
        ) % {"count": waiting}

    def clean(self):
        values = super().clean()
        answers = [values.get(self.name_of(part)) for part in self.parts]
        for part in self.parts:
            name = self.name_of(part)
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one of the answers."))
        if Answer.REPRESENTED not in answers:
            values["represented_by_name"] = ""
        elif not values.get("represented_by_name", "").strip():
            self.add_error("represented_by_name", _("Write the name of the person who represents you."))
        return values

    def record(self, *, channel, user=None, give_place=False, now=None):
        """Hand the answer to the rule. Raises ``ValidationError`` when it may no longer be given."""
        values = self.cleaned_data
        answers = {part.key: values[self.name_of(part)] for part in self.parts}
        name = values["represented_by_name"].strip()
        known = self.attendance.represented_by
        is_known = known is not None and name == known.full_name
        attendance = record_answer(
            attendance=self.attendance,
            answer=answers.get(None, ""),
            sessions=None if None in answers else answers,
            represented_by=known if is_known else None,
            represented_by_name="" if is_known else name,
            comment=values["comment"].strip(),
            channel=channel,
            user=user,
            give_place=give_place,
            now=now,
        )
        note_needs(attendance=attendance, access=values["access"], meals=values["meals"], now=now)
        return attendance


def representative_of(attendance):
    if attendance.represented_by:
        return attendance.represented_by.full_name
    return attendance.represented_by_name


def span(meeting, part):
    """When a session takes place, in words."""
    when = when_of(
        part.starts_at, part.ends_at, time_zone=meeting.time_zone, zone_label=meeting.get_time_zone_display()
    )
    return when.text
