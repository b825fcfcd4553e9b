"""The form by which somebody answers a date poll: one question for each date."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from events.vocabularies import PollAnswer, PollSide


@dataclass(frozen=True)
class OptionFields:
    """A date of the form, ready to print."""

    title: str
    hours: str
    answer: object
    side: object = None
    counts: str = ""
    is_best: bool = False


class PollAnswerForm(forms.Form):
    """``options`` are unsaved or saved options; ``votes`` maps their keys to ``(answer, side)`` given before."""

    comment = forms.CharField(
        label=_("A word to the organisers"),
        help_text=_("Only they read it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, option_pks, votes, comment="", is_hybrid=False):
        super().__init__(data, initial={"comment": comment})
        self.option_pks = option_pks
        self.is_hybrid = is_hybrid
        for pk in option_pks:
            answer, side = votes.get(pk, ("", ""))
            self.fields[f"date-{pk}"] = forms.ChoiceField(
                choices=PollAnswer.choices, required=False, widget=forms.RadioSelect, initial=answer
            )
            if is_hybrid:
                self.fields[f"side-{pk}"] = forms.ChoiceField(
                    choices=PollSide.choices, required=False, widget=forms.RadioSelect, initial=side
                )

    def clean(self):
        values = super().clean()
        if self.is_hybrid:
            for pk in self.option_pks:
                comes = values.get(f"date-{pk}") in (PollAnswer.YES, PollAnswer.IF_NEED_BE)
                if comes and not values.get(f"side-{pk}"):
                    self.add_error(f"side-{pk}", _("Say whether you would come on site or remotely."))
        if not self.errors and not self.votes:
            raise forms.ValidationError(_("Answer at least one of the dates."))
        return values

    @property
    def votes(self):
        """``{option key: (answer, side)}`` of the dates answered."""
        values = self.cleaned_data
        return {
            pk: (values[f"date-{pk}"], values.get(f"side-{pk}", ""))
            for pk in self.option_pks
            if values.get(f"date-{pk}")
        }
