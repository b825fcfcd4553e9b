"""Records that are not pages, shown in the admin's preview as readers see them."""

from wagtail.models import PreviewableMixin


class PreviewedAsComponent(PreviewableMixin):
    """A record whose preview is its component, once enough of it is filled in."""

    def preview_component(self):
        """The component, or ``None`` while the record lacks what it needs."""
        raise NotImplementedError

    def get_preview_template(self, request, mode_name):
        return "resources/records/preview.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {"component": self.preview_component()}
