"""`/admin/personnes/<pk>/fusionner/`: two entries of the directory that are one person become one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.snippets.widgets import AdminSnippetChooser

from network.directory.models.people import Person
from network.look.desk import DeskAccess
from network.privacy.merging import merge_people, why_kept


class MergeForm(forms.Form):
    keep = forms.ModelChoiceField(
        label=gettext_lazy("The entry to keep"),
        queryset=Person.objects.all(),
        widget=AdminSnippetChooser(model=Person),
        error_messages={"required": gettext_lazy("Choose the entry that stays.")},
    )


def may_merge_people(user):
    return user.has_perms(["network.change_person", "network.delete_person"])


@method_decorator(never_cache, name="dispatch")
class MergeView(DeskAccess, FormView):
    permission_required = staticmethod(may_merge_people)
    form_class = MergeForm
    template_name = "network/privacy/desk/merge_people.html"

    @cached_property
    def gone(self):
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    def form_valid(self, form):
        try:
            kept = form.cleaned_data["keep"]
            told = merge_people(keep=kept, gone=self.gone, user=self.request.user)
        except ValidationError as error:
            form.add_error("keep", error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is one entry now, with all that both had.") % {"name": kept})
        for sentence in told:
            messages.info(self.request, sentence)
        return redirect(Person.snippet_viewset.get_url_name("edit"), kept.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"gone": self.gone}


def refuse_deletion(request, instances):
    """Instead of deleting somebody whom meetings name: why not, and the way to merge."""
    for person in instances:
        if isinstance(person, Person) and (sentence := why_kept(person)):
            messages.error(request, sentence)
            return redirect(reverse("merge_people", args=[person.pk]))
    return None


def admin_urls():
    return [path("personnes/<int:pk>/fusionner/", MergeView.as_view(), name="merge_people")]
