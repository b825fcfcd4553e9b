"""Which changes make cached pages old: those of tables that say they are on pages (``network.audience.disclosure``)."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_slug_changed, post_page_move

from network.audience.disclosure import disclosure_of
from network.page_cache.models.generation import ContentGeneration


def content_changed(sender, raw=False, **kwargs):
    """Receiver of every model's signals: raises the generation when readers may see the change."""
    action = kwargs.get("action", "")
    in_migration = sender.__module__ == "__fake__"  # the table may not exist yet
    if raw or in_migration or action.startswith("pre_"):
        return
    if disclosure_of(sender).on_pages:
        ContentGeneration.rise()


def watch():
    for signal in (
        post_save,
        post_delete,
        m2m_changed,
        post_page_move,
        page_slug_changed,
    ):
        signal.connect(content_changed, dispatch_uid=f"content_generation_{id(signal)}")
