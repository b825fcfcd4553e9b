"""Choosing whom to write to: people, offices of metropolises, working groups, addresses pasted. For invitations and polls."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.invitations.people_field import PeopleField
from events.invitations.recipients import MOST_PASTED, written_in
from network.directory.models.metropolises import Metropolis
from network.directory.models.working_groups import WorkingGroup


class RecipientsForm(forms.Form):
    """Nothing is required: whether nobody is an error is for the screen to say, which also words its help.

    A screen adds its field of groups, which holds one or several, and the one that takes what is pasted.
    """

    people = PeopleField(label=_("People of the directory"))
    metropolises = forms.ModelMultipleChoiceField(
        Metropolis.objects.order_by("short_name"),
        label=_("All who hold an office in"),
        help_text=_("Offices confirmed within a year."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted_in = "pasted"
    """The name of the field in which addresses are pasted."""

    def clean(self):
        values = super().clean()
        count = sum(1 for _entry in written_in(values.get(self.pasted_in, "")))
        if count > MOST_PASTED:
            sentence = gettext("%(count)s addresses are too many at once: paste %(most)s at most.")
            numbers = {"count": count, "most": MOST_PASTED}
            shown = {name: number_format(number, force_grouping=True) for name, number in numbers.items()}
            self.add_error(self.pasted_in, sentence % shown)
        return values


def active_groups():
    return WorkingGroup.objects.filter(is_active=True)
