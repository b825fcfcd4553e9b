"""`/compte/calendriers/`: a member's secret calendar addresses, and what she or he follows."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.feeds import subscriptions
from events.feeds.components.qr import QrImage
from events.feeds.models.subscriptions import CalendarSubscription
from events.feeds.software import SOFTWARE, webcal
from network.accounts.secret_pages import secret_page
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.look.dates import format_day, format_hour
from network.look.text import one_line

FOLLOWED = {"metropolis": Metropolis, "working_group": WorkingGroup, "theme": Theme}


class SubscriptionForm(forms.ModelForm):
    class Meta:
        model = CalendarSubscription
        fields = ["name", "content", "days", "hides_cancelled", "hides_declined", "wants_mail"]
        widgets = {"content": forms.RadioSelect, "days": forms.RadioSelect}

    def clean_name(self):
        return one_line(self.cleaned_data["name"])


class FollowForm(forms.Form):
    metropolis = forms.ModelMultipleChoiceField(Metropolis.objects.defer("presentation"), required=False)
    working_group = forms.ModelMultipleChoiceField(WorkingGroup.objects.all(), required=False)
    theme = forms.ModelMultipleChoiceField(Theme.objects.all(), required=False)


def form_of(subscription, data=None):
    return SubscriptionForm(data, instance=subscription, prefix=f"agenda-{subscription.pk}")


def new_form(data=None):
    return SubscriptionForm(data, prefix="nouvelle")


@secret_page
@login_required
def overview(request):
    """The page; posted to, it makes an address or keeps what is followed."""
    if request.method != "POST":
        return page(request)
    if request.POST.get("action") == "follow":
        form = FollowForm(request.POST)
        if form.is_valid():
            subscriptions.follow_only(request.user, **form.cleaned_data)
            messages.success(request, _("Saved: your calendars follow what you chose."))
        else:
            messages.error(request, _("Something you ticked no longer exists. Nothing was changed."))
        return redirect(f"{reverse('events:my_calendars')}#suivi")
    form = new_form(request.POST)
    if not form.is_valid():
        return page(request, new=form, status=422)
    try:
        made = subscriptions.make_subscription(user=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return page(request, new=form, status=422)
    messages.success(request, _("Here is your address: paste it in your calendar."))
    return redirect(f"{reverse('events:my_calendars')}?ouvrir={made.pk}#agenda-{made.pk}")


def page(request, *, new=None, refused=None, status=200):
    opened = request.GET.get("ouvrir", "")
    entries = []
    mine = CalendarSubscription.objects.filter(user=request.user, revoked_at__isnull=True)
    for subscription in mine.prefetch_related("fetches"):
        is_refused = refused is not None and refused.instance.pk == subscription.pk
        address = subscriptions.address_of(subscription)
        entries.append(
            {
                "subscription": subscription,
                "form": refused if is_refused else form_of(subscription),
                "is_open": is_refused or str(subscription.pk) == opened,
                "options_open": is_refused,
                "address": address,
                "last_fetch": last_fetch(subscription),
                "webcal": webcal(address) if address else "",
                "qr": QrImage(webcal(address), _("QR code of the address: scan it with a telephone"))
                if address
                else None,
            }
        )
    return render(
        request,
        "events/feeds/my_calendars.html",
        {
            "entries": entries,
            "new": new or new_form(),
            "new_is_open": new is not None or not entries,
            "software": SOFTWARE,
            "followed": followed_groups(request.user),
        },
        status=status,
    )


def last_fetch(subscription):
    """« Lu par Thunderbird le 3 juin 2027 à 9 h 05 », or that nothing has read it yet."""
    lines = [line for line in subscription.fetches.all() if line.family != "browser"]
    if not lines:
        return _("No calendar has read this address yet.")
    latest = max(lines, key=lambda line: line.last_at)
    moment = timezone.localtime(latest.last_at)
    words = {"program": latest.family_label, "day": format_day(moment), "hour": format_hour(moment)}
    return _("Last read by %(program)s on %(day)s at %(hour)s") % words


def followed_groups(user):
    """What may be followed, by kind: title, name of the field, and ``(primary key, label, whether followed)``."""
    mine = subscriptions.followed(user)
    themes = sorted(Theme.objects.all(), key=lambda theme: (theme.sort_order, theme.label))
    titles = {"metropolis": _("Metropolises"), "working_group": _("Working groups"), "theme": _("Themes")}
    records = {
        "metropolis": [(record.pk, record.short_name) for record in Metropolis.objects.only("pk", "short_name")],
        "working_group": [(record.pk, record.title) for record in WorkingGroup.objects.all()],
        "theme": [(theme.pk, theme.label) for theme in themes],
    }
    return [
        {
            "title": titles[kind],
            "name": kind,
            "count": len(mine[kind]),
            "choices": [(pk, label, pk in mine[kind]) for pk, label in records[kind]],
        }
        for kind in FOLLOWED
    ]


@require_POST
@secret_page
@login_required
def change(request, pk):
    """Save, renew or close one address: what the button pressed says."""
    subscription = get_object_or_404(CalendarSubscription, pk=pk, user=request.user, revoked_at__isnull=True)
    action = request.POST.get("action", "")
    address = reverse("events:my_calendars")
    if action == "revoke":
        subscriptions.revoke(subscription, by=request.user)
        messages.success(request, _("The address “%(name)s” is closed.") % {"name": subscription.name})
        return redirect(address)
    if action == "renew":
        made = subscriptions.renew(subscription, by=request.user)
        messages.success(request, _("Here is the new address; the old one is closed."))
        return redirect(f"{address}?ouvrir={made.pk}#agenda-{made.pk}")
    form = form_of(subscription, request.POST)
    if not form.is_valid():
        return page(request, refused=form, status=422)
    form.save()
    CalendarSubscription.touch(pk=subscription.pk)
    messages.success(request, _("Saved."))
    return redirect(f"{address}#agenda-{subscription.pk}")


@require_POST
@secret_page
@login_required
def follow(request):
    """Follow, or no longer follow, one metropolis, working group or theme, and go back to its page."""
    kind = request.POST.get("kind", "")
    model = FOLLOWED.get(kind)
    key = request.POST.get("key", "")
    record = get_object_or_404(model, pk=key) if model and key.isdecimal() else None
    if record is not None and request.POST.get("action") == "unfollow":
        subscriptions.unfollow(request.user, kind, record)
        messages.success(request, _("You no longer follow %(name)s.") % {"name": record})
    elif record is not None:
        subscriptions.follow(request.user, kind, record)
        messages.success(request, _("You follow %(name)s: its meetings are in your calendars.") % {"name": record})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("events:my_calendars")
    return redirect(back)
