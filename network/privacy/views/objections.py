"""`/donnees-personnelles/opposition/`: asking that one's name be no longer shown (RGPD art. 21)."""

from django import forms
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.accounts.forms import HoneypotForm
from network.accounts.secret_pages import secret_page
from network.accounts.views.contact import refused
from network.look.text_fields import AddressField, LineField, TextField
from network.privacy import objections
from network.privacy.models.objections import Objection


class ObjectionForm(HoneypotForm):
    name = LineField(
        label=_("Your name, as the site shows it"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("A mail is sent there, to confirm that it is you; the answer too. It is used for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    page = LineField(
        label=_("Page that names you (optional)"),
        required=False,
        max_length=500,
        help_text=_("Its address or its title. Without it, every page is meant."),
    )
    wish = forms.ChoiceField(
        label=_("What you ask for"),
        choices=Objection.Wish.choices,
        initial=Objection.Wish.FUNCTION,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    function = LineField(
        label=_("Function to show in place of your name (optional)"),
        required=False,
        max_length=200,
        help_text=_("For example: “an officer of the metropolis”. Otherwise the team chooses."),
    )
    message = TextField(
        label=_("Message (optional)"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 5})
    )

    @classmethod
    def for_account(cls, user):
        initial = {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}
        return cls(initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def object_to_being_named(request):
    if request.method != "POST":
        form = ObjectionForm.for_account(request.user)
        page = request.GET.get("page", "")[:500].replace("\x00", "")
        form.initial["page"] = page if page.startswith("/") and not page.startswith("//") else ""
        return render(request, "network/privacy/objection.html", {"form": form})
    form = ObjectionForm(request.POST)
    if status := refused(request, form, "objection"):
        return render(request, "network/privacy/objection.html", {"form": form}, status=status)
    if not form.is_from_a_program:
        objections.object_to(**{name: value for name, value in form.cleaned_data.items() if name != "website"})
    return redirect("objection_sent")


@require_safe
@never_cache
def sent(request):
    return render(request, "network/privacy/objection_sent.html")


@method_decorator(secret_page, name="dispatch")
class ConfirmObjectionView(View):
    """The link that shows that an address is right. Looking changes nothing; its button sends the objection."""

    def dispatch(self, request, code):
        objection = objections.objection_of(code)
        if objection is None:
            return render(request, "network/privacy/objection_expired.html", status=410)
        return super().dispatch(request, objection)

    def get(self, request, objection):
        unconfirmed = objection.state == Objection.State.UNCONFIRMED
        return render(
            request, "network/privacy/objection_confirm.html", {"objection": objection, "unconfirmed": unconfirmed}
        )

    def post(self, request, objection):
        objections.confirm(objection)
        objection.refresh_from_db()
        return self.get(request, objection)
