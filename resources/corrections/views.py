"""Suggesting a correction to minutes: a small form, read by the team. Minutes are not changed by it."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.accounts.forms import CorrectionForm
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.reader_messages import receive_message
from network.accounts.views.contact import refused
from network.audience.rules import reader_for
from resources.minutes import passages
from resources.minutes.models import MinutesPage


class MinutesCorrectionForm(CorrectionForm):
    """With the part of the minutes that it is about."""

    passage = forms.ChoiceField(label=gettext_lazy("Where in the minutes"), required=False)
    field_order = ["passage", "text", "name", "email"]

    def __init__(self, *arguments, minutes, **options):
        super().__init__(*arguments, **options)
        self.fields["passage"].choices = [("", _("The whole, or I do not know")), *titled_passages(minutes)]


def titled_passages(minutes):
    """``(anchor, title)`` of the sections and headings, in the order of the text."""
    return [
        (passage.anchor, passage.title)
        for passage in passages.passages_of(minutes.stored_body)
        if passage.kind in {"section", "subheading"} and passage.anchor
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def suggest(request, pk):
    minutes = reader_for(request).visible(MinutesPage.objects.live()).filter(pk=pk).first()
    if minutes is None:
        raise Http404
    if request.method == "POST":
        form = MinutesCorrectionForm(request.POST, minutes=minutes)
        status = refused(request, form, "correction")
        if status is None:
            keep(form, minutes)
            messages.success(request, _("Thank you: your suggestion has reached the team."))
            return redirect(minutes.get_url(request))
    else:
        status = 200
        form = MinutesCorrectionForm.for_account(request.user, minutes=minutes)
        form.initial["passage"] = request.GET.get("passage", "")
    context = {"form": form, "minutes": minutes, "minutes_url": minutes.get_url(request)}
    return render(request, "resources/corrections/suggest.html", context, status=status)


def keep(form, minutes):
    if form.is_from_a_program:
        return
    values = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
    receive_message(
        kind=ReaderMessage.Kind.CORRECTION,
        subject=minutes.title[:150],
        page=minutes,
        anchor=form.cleaned_data["passage"][:80],
        **values,
    )
