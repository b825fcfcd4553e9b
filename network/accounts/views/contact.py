"""`/contact/`: writing to the team. The page itself is a statement of the tree; the form is sent here."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.accounts.forms import MessageForm
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.rate_limits import TOO_MANY, allows
from network.accounts.reader_messages import receive_message


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contact(request):
    """The form alone: for errors, and where there is no contact page."""
    if request.method != "POST":
        return render(request, "network/accounts/contact_form.html", {"form": MessageForm.for_account(request.user)})
    form = MessageForm(request.POST)
    if refusal := refused(request, form, "contact"):
        return render(request, "network/accounts/contact_form.html", {"form": form}, status=refusal)
    if not form.is_from_a_program:
        values = {name: form.cleaned_data[name] for name in ("name", "email", "subject", "text")}
        receive_message(kind=ReaderMessage.Kind.CONTACT, **values)
    messages.success(request, _("Your message has reached the team, which will answer by mail."))
    return redirect("/contact/")


def refused(request, form, limit):
    """The status with which a form must be shown again, errors beside its fields, or ``None`` when it is good."""
    if not form.is_valid():
        return 422
    if not allows(request, limit, address=form.cleaned_data["email"]):
        form.add_error(None, TOO_MANY)
        return 429
    return None
