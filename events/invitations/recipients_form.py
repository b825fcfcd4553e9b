"""Choosing whom to write to, in the desk: people, offices of metropolises, a working group, addresses pasted."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.invitations.people_field import PeopleField
from events.invitations.recipients import MOST_PASTED, in_office, of_group, people_of_addresses, read_addresses
from network.directory.models.metropolises import Metropolis
from network.directory.models.working_groups import WorkingGroup

MOST_NAMED = 20
"""Faulty addresses named one by one; the others are counted."""


class RecipientsForm(forms.Form):
    """``chosen()`` gives the people. Nothing is required: whether nobody is an error is the caller's to say."""

    people = PeopleField(label=_("People of the directory"))
    metropolises = forms.ModelMultipleChoiceField(
        Metropolis.objects.order_by("short_name"),
        label=_("All who hold an office in"),
        help_text=_("Those whose office was confirmed within a year."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ModelChoiceField(
        WorkingGroup.objects.filter(is_active=True),
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

    def clean_addresses(self):
        text = self.cleaned_data["addresses"]
        self.pasted = read_addresses(text)
        if len(self.pasted) > MOST_PASTED:
            raise forms.ValidationError(
                _("%(count)s addresses are too many at once: paste %(most)s at most."),
                params={"count": len(self.pasted), "most": MOST_PASTED},
            )
        faults = [one for one in self.pasted if one.problem and not one.is_double]
        if faults:
            sentences = [
                gettext("Line %(line)s: %(problem)s") % {"line": one.line, "problem": one.problem} for one in faults
            ]
            more = len(sentences) - MOST_NAMED
            if more > 0:
                sentences[MOST_NAMED:] = [gettext("And %(count)s more.") % {"count": more}]
            raise forms.ValidationError(sentences)
        return text

    @property
    def doubles(self):
        return [one for one in self.pasted if one.is_double]

    def chosen(self):
        """The people, each once. Makes those of whom only the address is known, so call it in a transaction."""
        values = self.cleaned_data
        people = {person.pk: person for person in values["people"]}
        if values["metropolises"]:
            people |= {person.pk: person for person in in_office(values["metropolises"])}
        if values["group"]:
            people |= {person.pk: person for person in of_group(values["group"])}
        people |= {person.pk: person for person in people_of_addresses(self.pasted)}
        return list(people.values())
