"""Forms of the desk."""

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from resources.practices.drafting import only_drafts


class PracticePageForm(WagtailAdminPageForm):
    """A liaison officer chooses among her or his own metropolises, beside those that a practice has already."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        user = self.for_user
        self.own = None
        if (
            user is None
            or "metropolises" not in self.fields
            or not only_drafts(self.parent_page.permissions_for_user(user))
        ):
            return
        self.own = set(user.metropolises.values_list("pk", flat=True))
        there = {metropolis.pk for metropolis in self.instance.metropolises.all()} if self.instance.pk else set()
        field = self.fields["metropolises"]
        field.queryset = field.queryset.filter(Q(pk__in=self.own) | Q(pk__in=there))
        if self.instance.pk is None:
            self.initial["metropolises"] = sorted(self.own)

    def clean(self):
        values = super().clean()
        if self.own is not None:
            chosen = {metropolis.pk for metropolis in values.get("metropolises") or ()}
            if not chosen & self.own:
                self.add_error("metropolises", _("Choose at least one of the metropolises for which you draft."))
        return values
