"""The desk « Données personnelles »: objections, and replacing a name by a function."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.widgets import ListingButton

from network.directory.models.people import Person
from network.look.desk import DeskMenuItem, DeskScreen
from network.look.text_fields import LineField, TextField
from network.privacy import objections
from network.privacy.models.objections import NameReplacement, Objection
from network.privacy.names import function_of, people_called, places_of, withhold_name

PERMISSION = "network.add_namereplacement"


class NamesDeskView(DeskScreen, TemplateView):
    permission_required = PERMISSION
    header_icon = "user"


class ObjectionsView(NamesDeskView):
    page_title = _("Objections")
    template_name = "network/privacy/desk/objections.html"

    def get_context_data(self, **context):
        seen = Objection.objects.exclude(state=Objection.State.UNCONFIRMED)
        return super().get_context_data(**context) | {
            "waiting": seen.filter(state=Objection.State.OPEN).order_by("confirmed_at"),
            "rows": self.paginated(seen.exclude(state=Objection.State.OPEN)),
        }


class TraceView(NamesDeskView):
    """The private trace: who was replaced by what, where, and what is left to do by hand."""

    page_title = _("Names replaced")
    template_name = "network/privacy/desk/name_replacements.html"

    def get_context_data(self, **context):
        rows = NameReplacement.objects.select_related("by", "person")
        return super().get_context_data(**context) | {"rows": self.paginated(rows)}


class ReplacementForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.all(),
        label=_("Person of the directory"),
        required=False,
        help_text=_("Lists of people, programmes and search then show the function everywhere."),
    )
    name = LineField(
        label=_("Name as texts write it"),
        required=False,
        max_length=200,
        help_text=_("For somebody whom only running texts name, or another spelling."),
    )
    function = LineField(label=_("Function to show"), max_length=200)
    answer = TextField(
        label=_("Word to the person"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Added to the mail that tells that it is done; may be empty."),
    )

    def clean(self):
        values = super().clean()
        if not values.get("person") and not values.get("name"):
            raise ValidationError(_("Choose a person or write a name."))
        return values


class PlainReplacementForm(ReplacementForm):
    """Without an objection nobody is answered: the trace says why."""

    answer = None
    reason = LineField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Kept with the trace, for the team only.")
    )


class RefusalForm(forms.Form):
    answer = TextField(
        label=_("Why the name stays"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent by mail. A refusal must give its reasons (RGPD art. 21)."),
    )


class ObjectionView(NamesDeskView):
    """One objection: where the name stands, and the one button that replaces it."""

    template_name = "network/privacy/desk/objection.html"

    @cached_property
    def objection(self):
        seen = Objection.objects.exclude(state=Objection.State.UNCONFIRMED)
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_page_title(self):
        return _("Objection of %(name)s") % {"name": self.objection.name}

    def get_context_data(self, **context):
        people = people_called(self.objection.name)
        person = people[0] if len(people) == 1 else None
        function = self.objection.function or (function_of(person) if person else "")
        initial = {"person": person, "name": self.objection.name, "function": function}
        is_open = self.objection.state == Objection.State.OPEN
        return {
            "replacement": ReplacementForm(initial=initial),
            "refusal": RefusalForm(),
            "objection": self.objection,
            "is_open": is_open,
            "places": places_of(person=person, names=[self.objection.name]) if is_open else (),
        } | super().get_context_data(**context)

    def post(self, request, pk):
        refusing = request.POST.get("decision") == "refuse"
        form = (RefusalForm if refusing else ReplacementForm)(request.POST)
        if not form.is_valid():
            context = self.get_context_data(**{"refusal" if refusing else "replacement": form})
            return self.render_to_response(context, status=422)
        try:
            if refusing:
                objections.refuse(self.objection, by=request.user, answer=form.cleaned_data["answer"])
                messages.success(request, gettext("The answer is sent; the name stays."))
            else:
                values = form.cleaned_data
                if values["name"]:
                    self.objection.name = values["name"]
                objections.grant(
                    self.objection,
                    by=request.user,
                    person=values["person"],
                    function=values["function"],
                    answer=values["answer"],
                )
                messages.success(request, gettext("The name is replaced everywhere; what is left to do is said here."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("objections")
        return redirect("name_replacements" if not refusing else "objections")


class ReplaceNameView(NamesDeskView):
    """The same without an objection: asked for by telephone, or by an assistant."""

    page_title = _("Replace a name by a function")
    template_name = "network/privacy/desk/replace_name.html"

    def get_context_data(self, **context):
        key = self.request.GET.get("person", "")
        person = Person.objects.filter(pk=int(key[:12])).first() if key.isascii() and key.isdecimal() else None
        initial = {"person": person, "function": function_of(person)} if person else {}
        return {
            "form": PlainReplacementForm(initial=initial),
            "places": places_of(person=person) if person else (),
        } | super().get_context_data(**context)

    def post(self, request):
        form = PlainReplacementForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        values = form.cleaned_data
        withhold_name(
            person=values["person"],
            names=[values["name"]] if values["name"] else [],
            function=values["function"],
            reason=values["reason"],
            by=request.user,
        )
        messages.success(request, gettext("The name is replaced everywhere; what is left to do is said here."))
        return redirect("name_replacements")


def admin_urls():
    return [
        path("donnees-personnelles/oppositions/", ObjectionsView.as_view(), name="objections"),
        path("donnees-personnelles/oppositions/<int:pk>/", ObjectionView.as_view(), name="objection"),
        path("donnees-personnelles/remplacer/", ReplaceNameView.as_view(), name="replace_name"),
        path("donnees-personnelles/noms-remplaces/", TraceView.as_view(), name="name_replacements"),
    ]


def replace_button(snippet, user, next_url=None):
    """Beside a person of the directory who is still named."""
    if isinstance(snippet, Person) and user.has_perm(PERMISSION) and not snippet.shown_as:
        address = f"{reverse('replace_name')}?person={snippet.pk}"
        yield ListingButton(_("Replace the name by a function"), address, icon_name="edit", priority=45)


def entry(label, name, **options):
    return DeskMenuItem(label, reverse(name), permission=PERMISSION, **options)


def menu():
    items = [
        entry(_("Objections"), "objections", icon_name="warning", order=10),
        entry(_("Replace a name"), "replace_name", icon_name="edit", order=20),
        entry(_("Names replaced"), "name_replacements", icon_name="history", order=30),
    ]
    return SubmenuMenuItem(_("Personal data"), Menu(items=items), icon_name="lock", order=217)
