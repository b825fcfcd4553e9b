"""`/compte/recherches/`: the searches that a member follows, their feeds, and the end of their mails."""

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from network.accounts.secret_pages import keep_secret, secret_page
from network.following import saved_searches
from network.following.components import FollowSearch
from network.following.feed import search_feed
from network.following.models.saved_searches import SavedSearch
from network.look.components import EmptyState, Link
from network.look.text import one_line
from network.mail.outbox import absolute
from search.results import IndexNotReady


class SavedSearchForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ["name", "frequency"]
        widgets = {"frequency": forms.RadioSelect}
        labels = {"frequency": gettext_lazy("Tell me by mail")}

    def clean_name(self):
        return one_line(self.cleaned_data["name"])


@require_safe
@secret_page
@login_required
def overview(request):
    return _overview(request)


def _overview(request, refused=None, status=200):
    """The list; ``refused`` is a form to show again with what is wrong in it."""
    opened = request.GET.get("ouvrir", "")
    entries = []
    for saved in SavedSearch.objects.filter(user=request.user):
        is_refused = refused is not None and refused.instance.pk == saved.pk
        entries.append(
            {
                "saved": saved,
                "form": refused if is_refused else _form(saved),
                "is_open": is_refused or str(saved.pk) == opened,
                "results_url": f"{reverse('search:search')}?{saved.query}",
                "feed_url": absolute(reverse("saved_search_feed", args=[saved.token])),
            }
        )
    empty = EmptyState(
        title=_("You follow no search yet"),
        text=_("Search the site, then choose “Follow this search”: you will hear of what is new in it."),
        links=[Link(_("Search the site"), reverse("search:search"))],
    )
    return render(request, "network/following/saved_searches.html", {"entries": entries, "empty": empty}, status=status)


def _form(saved, data=None):
    return SavedSearchForm(data, instance=saved, prefix=f"recherche-{saved.pk}")


def follow_action(request, parameters):
    """What a member may do beside the results of a search: follow it, or find it among those followed."""
    if not request.user.is_authenticated or not (parameters.q or parameters.is_narrowed):
        return []
    query = saved_searches.query_of(parameters)
    saved = SavedSearch.objects.filter(user=request.user, query=query).first()
    if saved:
        return [FollowSearch(url=f"{reverse('saved_searches')}?ouvrir={saved.pk}#recherche-{saved.pk}")]
    return [FollowSearch(url=reverse("follow_search"), query=query, csrf_token=get_token(request))]


@require_POST
@login_required
def follow(request):
    try:
        saved, is_new = saved_searches.follow_search(user=request.user, query=request.POST.get("query", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("saved_searches")
    if is_new:
        messages.success(request, _("You follow this search: you will hear of what is new in it every month."))
    else:
        messages.info(request, _("You follow this search already."))
    return redirect(f"{reverse('saved_searches')}?ouvrir={saved.pk}#recherche-{saved.pk}")


@require_POST
@secret_page
@login_required
def change(request, pk):
    """Save, renew the feed's address or stop following: what the button pressed says."""
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    action = request.POST.get("action", "")
    if action == "stop":
        saved.delete()
        messages.success(request, _("You no longer follow %(name)s.") % {"name": saved.name})
        return redirect("saved_searches")
    if action == "renew":
        saved_searches.renew_token(saved)
        messages.success(request, _("The feed has a new address; the old one is closed."))
        return redirect(f"{reverse('saved_searches')}?ouvrir={saved.pk}#recherche-{saved.pk}")
    form = _form(saved, request.POST)
    if not form.is_valid():
        return _overview(request, refused=form, status=422)
    form.save()
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('saved_searches')}#recherche-{saved.pk}")


@require_safe
def feed(request, token):
    """The Atom feed of whoever holds its secret address, with the rights its member has now."""
    saved = get_object_or_404(SavedSearch.objects.select_related("user"), token=token, user__is_active=True)
    etag = f'"{hashlib.sha256(repr(saved_searches.state_of(saved)).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            results = saved_searches.latest_results(saved)
        except IndexNotReady:
            return HttpResponse(status=503, headers={"Retry-After": "60"})
        page_url = f"{reverse('search:search')}?{saved.query}"
        content = search_feed(saved, results, url=request.path, page_url=page_url)
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag
    return keep_secret(response, cache="private, no-cache")


@method_decorator([csrf_exempt, secret_page], name="dispatch")
class StopMailsView(View):
    """The unsubscribe link of a digest (RFC 8058).

    Looking at it changes nothing, since mail programs fetch links in advance: the
    page has one button. Programs send the same request as that button by
    themselves, without cookies, so the code in the address is all the proof.
    """

    def dispatch(self, request, code):
        saved = saved_searches.saved_of_stop_code(code)
        if saved is None:
            raise Http404
        return super().dispatch(request, saved)

    def get(self, request, saved):
        stopped = saved.frequency == SavedSearch.Frequency.NEVER
        return render(request, "network/following/stop_search_mails.html", {"saved": saved, "stopped": stopped})

    def post(self, request, saved):
        saved_searches.stop_mails(saved)
        return render(request, "network/following/stop_search_mails.html", {"saved": saved, "stopped": True})
