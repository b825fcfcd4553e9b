"""What every page of the desk « Comptes » has: who may open it, and the choice of a role."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from network.audience.roles import Role, may_give
from network.directory.models.metropolises import Metropolis
from network.look.desk import DeskScreen

TENDS_ACCOUNTS = "network.add_accountinvitation"


class AccountsDeskView(DeskScreen, TemplateView):
    """A page of the desk, for those who tend accounts."""

    permission_required = TENDS_ACCOUNTS
    header_icon = "user"


class RoleForm(forms.Form):
    """Which role, and for a liaison officer which metropolises."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.MEMBER)
    metropolises = forms.ModelMultipleChoiceField(
        Metropolis.objects.all(),
        label=_("Metropolises"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a liaison officer: whose practices she or he drafts."),
    )

    def __init__(self, *arguments, by, **options):
        super().__init__(*arguments, **options)
        self.by = by
        self.fields["role"].choices = [(role.value, role.label) for role in Role if may_give(by, role)]

    def clean(self):
        values = super().clean()
        if values.get("role") == Role.CONTRIBUTOR and not values.get("metropolises"):
            self.add_error("metropolises", _("Choose at least one: a liaison officer drafts for a metropolis."))
        return values
