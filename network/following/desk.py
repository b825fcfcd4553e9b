"""The desk « Recherche » of the admin: state of the index, words that found nothing, texts of documents, analysis."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from network.audience.rules import reader_for
from network.directory.models.glossary import GlossaryTerm
from network.documents.models.texts import DocumentText
from network.documents.tasks import read_document_text
from network.following.indexing import tokens_of
from network.following.tasks import repair_index
from network.following.unanswered import unanswered_words
from network.look.desk import DeskScreen
from search import analysis
from search.analysis.fingerprint import FINGERPRINT
from search.engines import engine
from search.models import IndexChange
from search.query import parse
from search.results import IndexNotReady
from search.searching import search
from search.sources import sources

PERMISSION = "network.view_unansweredsearch"
PERIODS = {"30": _("Last 30 days"), "90": _("Last 3 months"), "366": _("Last 12 months")}


class SearchDeskView(DeskScreen, TemplateView):
    """A page of the desk, for those who tend search."""

    permission_required = PERMISSION
    header_icon = "search"


class StatusView(SearchDeskView):
    """What the index holds and how far it lags: what ``manage.py search_status --quick`` says."""

    page_title = _("State of the index")
    template_name = "network/following/desk/index_status.html"

    def get_context_data(self, **context):
        status = engine().status()
        waiting = IndexChange.objects.filter(done_at=None)
        labels = {name: source.label for name, source in sources().items()}
        kinds = status.get("kinds", {})
        texts = DocumentText.objects
        return super().get_context_data(**context) | {
            "status": status,
            "fingerprint": FINGERPRINT,
            "kinds": sorted(
                ((labels.get(name, name), count) for name, count in kinds.items()), key=lambda row: -row[1]
            ),
            "waiting": waiting.count(),
            "oldest": waiting.values_list("created_at", flat=True).first(),
            "last_followed": IndexChange.objects.exclude(done_at=None).order_by("-done_at").first(),
            "documents_read": texts.filter(state=DocumentText.State.DONE).count(),
            "documents_with_problem": texts.exclude(problem="").count(),
            "documents_url": reverse("search_documents:index"),
        }

    def post(self, request):
        repair_index.enqueue()
        messages.success(request, gettext("The index is compared with the site; what differs is written again."))
        return redirect("search_status:index")


class UnansweredView(SearchDeskView):
    """The words that found nothing, the most frequent first."""

    page_title = _("Searches without result")
    template_name = "network/following/desk/unanswered.html"
    rows_on_a_page = 100

    def get_context_data(self, **context):
        period = self.request.GET.get("period", "")
        period = period if period in PERIODS else "30"
        page = self.paginated(unanswered_words(int(period)))
        for row in page:
            row["search_url"] = f"{reverse('search:search')}?{urlencode({'q': row['words']})}"
            row["promote_url"] = f"{reverse('promoted_results:add')}?{urlencode({'words': row['words']})}"
        return super().get_context_data(**context) | {
            "rows": page,
            "period": period,
            "periods": PERIODS.items(),
            "may_promote": self.request.user.has_perm("network.add_promotedresult"),
        }


class DocumentsView(SearchDeskView):
    """The documents whose text is not searched, or not all of it, and why."""

    page_title = _("Documents without text")
    header_icon = "doc-full-inverse"
    template_name = "network/following/desk/document_texts.html"

    def get_context_data(self, **context):
        texts = DocumentText.objects.exclude(problem="", state=DocumentText.State.DONE)
        return super().get_context_data(**context) | {
            "texts": self.paginated(texts.select_related("document").order_by("state", "document__title")),
            "read": DocumentText.objects.filter(state=DocumentText.State.DONE, problem="").count(),
        }

    def post(self, request):
        pk = request.POST.get("document", "")
        texts = DocumentText.objects.exclude(problem="", state=DocumentText.State.DONE)
        texts = texts.filter(document=pk) if pk.isdecimal() else texts
        for document_pk in texts.values_list("document", flat=True):
            read_document_text.enqueue(document_pk, again=True)
        messages.success(request, gettext("To be read again: the result appears here in a moment."))
        return redirect("search_documents:index")


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("Words or a sentence"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two words with the same root find each other."),
    )


class UnderstandingView(SearchDeskView):
    """How search understands a text: its words and their roots, and what it makes of it as a question."""

    page_title = _("How this text is understood")
    header_icon = "help"
    template_name = "network/following/desk/understanding.html"

    @cached_property
    def form(self):
        return TextForm(self.request.GET if "text" in self.request.GET else None)

    def get_context_data(self, **context):
        context = super().get_context_data(**context) | {"form": self.form}
        if self.form.is_bound and self.form.is_valid():
            context |= self.made_of(self.form.cleaned_data["text"])
        return context

    def made_of(self, text):
        audiences = frozenset(tokens_of(reader_for(self.request)))
        parts = understood(text)
        roots = {}
        for written, root in parts:
            if root is not None:
                roots.setdefault(root, {}).setdefault(written)
        found = {
            "parts": parts,
            "roots": [{"root": root, "words": list(words)} for root, words in roots.items()],
            "query": parse(text),
            "ambiguous": self._ambiguous(text),
            "search_url": f"{reverse('search:search')}?{urlencode({'q': text})}",
        }
        try:
            vocabulary = engine().vocabulary(audiences)
            for row in found["roots"]:
                row["is_known"] = vocabulary.knows(row["root"])
            found["answer"] = search(text, audiences=audiences, per_page=1)
        except IndexNotReady:
            found["is_not_ready"] = True
        return found

    def _ambiguous(self, text):
        """The acronyms of the text that search leaves as they are, since they have several meanings."""
        words = {written.strip(".").casefold() for written, root in understood(text) if root is not None}
        labels = GlossaryTerm.objects.filter(is_ambiguous=True).values_list("label", flat=True)
        return sorted({label for label in labels if label.casefold() in words})


def understood(text):
    """``[(words as written, the root they are searched by)]`` in order; what lies between has ``None``."""
    parts, position = [], 0
    for token in analysis.tokens(text):
        if token.start > position:
            parts.append((text[position : token.start], None))
        parts.append((text[token.start : token.end], token.term))
        position = token.end
    if position < len(text):
        parts.append((text[position:], None))
    return parts
