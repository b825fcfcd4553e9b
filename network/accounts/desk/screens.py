"""What every page of the desk « Comptes » has: who may open it, and the choice of a role."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.audience.roles import Role, may_give
from network.directory.models.metropolises import Metropolis

PERMISSION = "network.add_accountinvitation"
PAGE_SIZE = 50


def may_tend_accounts(user):
    return user.has_perm(PERMISSION)


class AccountsDeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk, for those who tend accounts."""

    header_icon = "user"
    _show_breadcrumbs = True
    parents = ()
    """``(name of the address, label)`` of the pages above."""

    def dispatch(self, request, *arguments, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **named)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(name), "label": label} for name, label in self.parents]
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
            *above,
            {"url": "", "label": self.get_page_title()},
        ]

    def page_of(self, rows):
        return Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p"))


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
