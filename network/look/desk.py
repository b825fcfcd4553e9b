"""What the desk's own screens have in common: who opens them, their way back, their entry in the menu."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin


def may(user, permission):
    """Whether somebody has a permission: its name (« network.view_outgoingmail ») or a question asked of the user."""
    return permission(user) if callable(permission) else user.has_perm(permission)


class DeskAccess(PermissionCheckedMixin):
    """Wagtail's check, with permissions as ``may`` takes them: a screen of ours is rarely about one model.

    A function is given as ``staticmethod``. What a screen is about is found after the check (``cached_property``), so
    that an address says nothing to those who may not open it.
    """

    permission_to_act = None
    """Asked of whoever sends a form, beside the permission to look."""

    def dispatch(self, request, *args, **kwargs):
        acts = request.method == "POST" and self.permission_to_act is not None
        if acts and not self.user_has_permission(self.permission_to_act):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def user_has_permission(self, permission):
        return may(self.request.user, permission)

    def user_has_any_permission(self, permissions):
        return any(self.user_has_permission(permission) for permission in permissions)


class DeskScreen(DeskAccess, WagtailAdminTemplateMixin):
    """A screen of the desk, beside one of Django's views. It gives a title and an icon as Wagtail's views do."""

    parents = ()
    """``(address, label)`` of the screens above, below the home of the desk."""
    rows_on_a_page = 50

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for url, label in self.parents]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def paginated(self, rows):
        """The page of a list that the address asks for."""
        return Paginator(rows, self.rows_on_a_page).get_page(self.request.GET.get("p"))


class DeskMenuItem(MenuItem):
    """An entry shown to those who may open its screen."""

    def __init__(self, *arguments, permission, **options):
        super().__init__(*arguments, **options)
        self.permission = permission

    def is_shown(self, request):
        return may(request.user, self.permission)
