"""What the index follows: pages published, unpublished, moved, deleted or restricted, and every record they speak of."""

from collections.abc import Collection

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.changes import record_changed, records_changed, subtree_changed
from search.dependencies import documents_about, is_followed
from search.sources import sources


def connect() -> None:
    """Called once, when the app is ready."""
    for signal, receiver in (
        (page_published, page_changed),
        (page_unpublished, page_changed),
        (page_slug_changed, page_address_changed),
        (post_page_move, page_address_changed),
        (post_save, record_saved),
        (pre_delete, record_about_to_be_deleted),
        (post_delete, record_deleted),
        (m2m_changed, relation_changed),
    ):
        signal.connect(receiver, dispatch_uid=f"search_{receiver.__name__}")


def page_changed(sender: type[Page], instance: Page, **kwargs: object) -> None:
    record_changed(instance)
    # Pages below may speak of it: minutes take their date from the meeting above.
    children = Page.objects.child_of(instance).select_related("content_type")
    records_changed([(child.specific_class._meta.label, child.pk) for child in children if child.specific_class])


def page_address_changed(sender: type[Page], instance: Page, **kwargs: object) -> None:
    subtree_changed(instance.path)


def restriction_changed(restriction: PageViewRestriction) -> None:
    """Others than before may see a page and all below it. Wagtail sends no page signal for it."""
    path = Page.objects.filter(pk=restriction.page_id).values_list("path", flat=True).first()
    if path:  # otherwise the page itself is being deleted
        subtree_changed(path)


def record_saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: object) -> None:
    if isinstance(instance, PageViewRestriction):
        restriction_changed(instance)
    elif not isinstance(instance, Page) and not raw and is_followed(sender):
        record_changed(instance)


def record_about_to_be_deleted(sender: type[Model], instance: Model, **kwargs: object) -> None:
    """Documents that speak of it are found now: afterwards nothing links them."""
    if sender is PageViewRestriction:
        restriction_changed(instance)
    elif sender is not Page and is_followed(sender):
        registered = sources()
        about = documents_about(sender._meta.label, instance.pk)
        records_changed({(registered[name].model._meta.label, pk) for name, pk in about})


def record_deleted(sender: type[Model], instance: Model, **kwargs: object) -> None:
    if sender is PageViewRestriction:
        restriction_changed(instance)
    elif is_followed(sender):
        records_changed([(sender._meta.label, instance.pk)])


def relation_changed(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: Collection[object] | None,
    **kwargs: object,
) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, PageViewRestriction):
        restriction_changed(instance)
    elif not isinstance(instance, Page) and is_followed(type(instance)):
        record_changed(instance)
    if reverse and is_followed(model):
        records_changed([(model._meta.label, pk) for pk in pk_set or ()])
