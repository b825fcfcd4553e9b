"""`/compte/donnees/`: what is known of me, to read, to take away, to correct, to erase (RGPD art. 15 to 20)."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.accounts import audit
from network.accounts.forms import to_fill_in
from network.accounts.models.user import User
from network.accounts.reauthentication import proof_required
from network.accounts.secret_pages import secret_page
from network.look.text_fields import LineField
from network.privacy.erasure import LastAdministrator, erase_account, is_last_administrator
from network.privacy.names import function_of
from network.privacy.records import Subject, as_json, sections_about


class NameForm(forms.ModelForm):
    """Both names: an account without one is nobody's in the lists of the team."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = to_fill_in(field.label)

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        field_classes = {"first_name": LineField, "last_name": LineField}
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }


class ErasureForm(forms.Form):
    archive = forms.ChoiceField(
        label=gettext_lazy("In published minutes and programmes"),
        choices=[
            ("name", gettext_lazy("my name stays, as it was printed")),
            ("function", gettext_lazy("my function stands in place of my name")),
        ],
        initial="name",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("I understand that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this box to confirm: nothing has been erased.")},
    )


@require_safe
@secret_page
@login_required
def overview(request):
    """Everything, readable."""
    sections = sections_about(Subject.of(request.user))
    return render(request, "network/privacy/my_data.html", {"sections": sections, "made_at": timezone.now()})


@require_POST
@secret_page
@login_required
def download(request):
    """The same as JSON. By POST: it is noted in the audit log, and no link from elsewhere can start it."""
    content = as_json(sections_about(Subject.of(request.user)))
    audit.record(audit.Action.EXPORT, _("A member took away her or his data."), request=request)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
@login_required
def correct(request):
    """The account's name, at once."""
    form = NameForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        audit.record(audit.Action.PRIVACY, _("A member corrected her or his name."), request=request)
        messages.success(request, _("Saved."))
        return redirect("my_data")
    status = 422 if form.is_bound else 200
    return render(request, "network/privacy/correct_my_data.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
@login_required
@proof_required
def erase(request):
    """Says what will go and what stays; does it when confirmed; tells what was done, here and by mail."""
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_name = form.cleaned_data["archive"] == "name"
        try:
            erased = erase_account(request.user, keep_name=keep_name)
        except LastAdministrator:
            form.add_error(None, _("You are the only administrator: give that role to somebody else first."))
        else:
            email = request.user.email
            logout(request)
            return render(request, "network/privacy/erased.html", {"done": erased.done, "email": email})
    person = request.user.person
    context = {
        "form": form,
        "function": function_of(person) if person else "",
        "is_last_administrator": is_last_administrator(request.user),
    }
    return render(request, "network/privacy/erase_my_data.html", context, status=422 if form.is_bound else 200)
