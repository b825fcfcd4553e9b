"""The one screen on which a date poll is made: what it is about, days × hours, and whom to ask."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.invitations.recipients import people_of_addresses, read_addresses, serving
from events.invitations.recipients_form import RecipientsForm, active_groups
from events.meetings.models.meeting import MeetingPage
from events.polls.making import add_options, add_voters, options_of
from events.polls.models import DatePoll

DAY_ROWS, HOUR_ROWS = 6, 3
MOST_ROWS = 40
MOST_NAMED = 20
"""Faulty addresses named one by one; the others are counted."""


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class DayForm(forms.Form):
    first = forms.DateField(label=_("Day"), required=False, widget=DayInput)
    last = forms.DateField(label=_("to (several days)"), required=False, widget=DayInput)

    def clean(self):
        values = super().clean()
        if values.get("last") and not values.get("first") and "first" not in self.errors:
            self.add_error("first", _("Give the first day too."))
        return values


class HourForm(forms.Form):
    start = forms.TimeField(label=_("From"), required=False, widget=HourInput)
    end = forms.TimeField(label=_("to"), required=False, widget=HourInput)

    def clean(self):
        values = super().clean()
        for given, missing in (("start", "end"), ("end", "start")):
            if values.get(given) and not values.get(missing) and missing not in self.errors:
                self.add_error(missing, _("Give both hours, or neither."))
        return values


DayFormSet = forms.formset_factory(DayForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
HourFormSet = forms.formset_factory(HourForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class DatePollForm(forms.ModelForm):
    class Meta:
        model = DatePoll
        fields = ["title", "meeting", "is_hybrid", "time_zone", "answers_until", "remind_days", "message", "visibility"]
        widgets = {
            "answers_until": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "message": forms.Textarea(attrs={"rows": 4}),
            "visibility": forms.RadioSelect,
        }

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        meetings = MeetingPage.objects.filter(starts_at=None) | MeetingPage.objects.filter(starts_at__gt=timezone.now())
        self.fields["meeting"].queryset = meetings.order_by("title")
        self.fields["meeting"].empty_label = gettext("None yet: make one when the date is chosen")
        self.fields["answers_until"].input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
        self.fields["answers_until"].help_text = gettext("In Paris time.")
        self.fields["answers_until"].localize = False
        self.fields["remind_days"].required = False

    def clean_remind_days(self):
        days = self.cleaned_data["remind_days"]
        return self.instance.remind_days if days in (None, "") else days

    def clean_answers_until(self):
        until = self.cleaned_data["answers_until"]
        if until <= timezone.now():
            raise forms.ValidationError(_("The deadline is past. Choose a later one, so that people can answer."))
        return until


class PollRecipientsForm(RecipientsForm):
    """Whom to ask. An address that is none stops the poll from being saved: nothing is looked at before it is sent."""

    group = forms.ModelChoiceField(
        active_groups(),
        label=_("A working group"),
        help_text=_("Those who were at its meetings, or invited to them, within two years."),
        required=False,
        empty_label=_("None"),
    )
    addresses = forms.CharField(
        label=_("Addresses pasted"),
        help_text=_("From a spreadsheet or a mail: one a line or separated by commas, with a name if you have it."),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pasted_in = "addresses"

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["metropolises"].help_text = _("Those whose office was confirmed within a year.")

    def clean(self):
        values = super().clean()
        if "addresses" in values:
            self.pasted = read_addresses(values["addresses"])
            if sentences := self.faults():
                self.add_error("addresses", sentences)
        return values

    def faults(self):
        faults = [one for one in self.pasted if one.problem and not one.is_double]
        more = len(faults) - MOST_NAMED
        sentences = [
            gettext("Line %(line)s: %(problem)s") % {"line": one.line, "problem": one.problem}
            for one in faults[:MOST_NAMED]
        ]
        return [*sentences, gettext("And %(count)s more.") % {"count": more}] if more > 0 else sentences

    @property
    def doubles(self):
        return [one for one in self.pasted if one.is_double]

    def chosen(self):
        """The people, each once. Makes those of whom only the address is known, so call it in a transaction."""
        values = self.cleaned_data
        serve = serving(values["metropolises"], [values["group"]] if values["group"] else [])
        people = [*values["people"], *serve, *people_of_addresses(self.pasted)]
        return list({person.pk: person for person in people}.values())


class PollScreen:
    """The forms of the screen together; ``save`` keeps all or nothing."""

    def __init__(self, data=None, *, instance=None, meeting=None):
        instance = instance or DatePoll(meeting=meeting, title=meeting.title if meeting else "")
        self.poll = DatePollForm(data, instance=instance)
        rows = [{}] * DAY_ROWS, [{}] * HOUR_ROWS
        self.days = DayFormSet(data, prefix="days", initial=rows[0])
        self.hours = HourFormSet(data, prefix="hours", initial=rows[1])
        self.recipients = PollRecipientsForm(data)
        self.options = []

    def is_valid(self, *, sending=False):
        """``sending`` also asks for a date and for somebody to write to."""
        forms_ = (self.poll, self.days, self.hours, self.recipients)
        valid = not [form for form in forms_ if not form.is_valid()]  # each is asked: all errors are shown at once
        if self.days.is_valid() and self.hours.is_valid() and "time_zone" not in self.poll.errors:
            valid = self.find_options(sending=sending) and valid
        return valid

    def find_options(self, *, sending):
        poll = self.poll.instance
        days = [(row, row.cleaned_data) for row in self.days if row.cleaned_data.get("first")]
        hours = [(row, row.cleaned_data) for row in self.hours if row.cleaned_data.get("start")]
        self.options, errors = options_of(
            [(values["first"], values.get("last") or values["first"]) for _row, values in days],
            [(values["start"], values["end"]) for _row, values in hours],
            poll.zone,
        )
        for day, hour, sentence in errors:
            row, field = days[day][0], "first"
            if hour is not None and len(hours) > 1:
                start = hours[hour][1]["start"]
                sentence = gettext("At %(hour)s: %(problem)s") % {"hour": f"{start:%H:%M}", "problem": sentence}
            row.add_error(field, sentence)
        has_options = bool(days) or (poll.pk and poll.options.exists())
        if sending and not has_options:
            self.days[0].add_error("first", gettext("This poll has no date. Add at least one."))
            return False
        if hours and not days:
            self.days[0].add_error("first", gettext("These hours have no day. Add at least one."))
            return False
        until = self.poll.cleaned_data.get("answers_until")
        late = [option for option in self.options if until and option.ends_at < until]
        if late:
            self.poll.add_error(
                "answers_until",
                gettext("The deadline comes after a date proposed, %(date)s. Choose an earlier one.")
                % {"date": late[0].text_in(poll.time_zone)},
            )
        return not errors and not late

    @transaction.atomic
    def save(self, user):
        """The poll, with its new dates and people. Raises ``ValidationError`` when there are too many dates."""
        poll = self.poll.save(commit=False)
        if not poll.pk:
            poll.created_by = user
        poll.save()
        add_options(poll, self.options)
        add_voters(poll, self.recipients.chosen())
        return poll

    def with_more(self, prefix):
        """The same screen with three more rows; what was typed stays, nothing is judged yet."""
        data = self.poll.data.copy()
        count = data.get(f"{prefix}-TOTAL_FORMS", "")
        count = int(count) if count.isdecimal() else 0
        data[f"{prefix}-TOTAL_FORMS"] = str(min(count + 3, MOST_ROWS))
        return data
