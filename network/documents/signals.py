"""What follows from a change of pictures, documents, their pages and their collections."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from network.documents import carriers, tasks, texts
from network.documents.models.media import NetworkDocument, NetworkImage
from network.look.pictures import make_renditions

# Pictures: made small while their editor waits, so that no reader ever does


def image_saved(instance, raw=False, **kwargs):
    if not raw:
        make_renditions(instance)


# Documents: their text, and the pages they are found by


def document_saved(instance, raw=False, **kwargs):
    if not raw:
        texts.expect_text(instance)
        tasks.read_document_text.enqueue(instance.pk)


def page_shown(instance, **kwargs):
    # At once, whatever the task worker does: who may open a picture is known by the page that carries it.
    ReferenceIndex.create_or_update_for_object(instance)


def page_shown_or_hidden(instance, **kwargs):
    # What it carried is noted now: the task sees only what it carries then.
    tasks.follow_page.enqueue(instance.pk, sorted(carriers.documents_on([instance.pk])))


def page_about_to_be_deleted(instance, **kwargs):
    instance.documents_left_behind = carriers.documents_on([instance.pk])


def page_deleted(instance, **kwargs):
    set_carriers_of(getattr(instance, "documents_left_behind", ()))


def page_moved(instance, **kwargs):
    set_carriers_of(carriers.documents_below(instance.path))


def page_restriction_changed(instance, **kwargs):
    path = Page.objects.filter(pk=instance.page_id).values_list("path", flat=True).first()
    if path:  # otherwise the page itself is being deleted
        set_carriers_of(carriers.documents_below(path))


def collection_restriction_changed(instance, **kwargs):
    path = Collection.objects.filter(pk=instance.collection_id).values_list("path", flat=True).first()
    if path:
        texts.documents_changed(carriers.documents_in(path))


def restricted_groups_changed(instance, action, **kwargs):
    if action.startswith("post_"):
        page_restriction_changed(instance)


def restricted_collection_groups_changed(instance, action, **kwargs):
    if action.startswith("post_"):
        collection_restriction_changed(instance)


def collection_moved(instance, created, **kwargs):
    if not created:
        texts.documents_changed(carriers.documents_in(instance.path))


def set_carriers_of(document_pks):
    if document_pks:
        tasks.set_carriers.enqueue(sorted(document_pks))


def connect(signal, receiver, sender=None):
    signal.connect(receiver, sender=sender, dispatch_uid=f"network_{receiver.__name__}_{id(signal)}")


connect(post_save, image_saved, NetworkImage)
connect(post_save, document_saved, NetworkDocument)
connect(page_published, page_shown)
for page_signal in (page_published, page_unpublished):
    connect(page_signal, page_shown_or_hidden)
connect(pre_delete, page_about_to_be_deleted, Page)
connect(post_delete, page_deleted, Page)
for page_signal in (post_page_move, page_slug_changed):
    connect(page_signal, page_moved)
for change in (post_save, post_delete):
    connect(change, page_restriction_changed, PageViewRestriction)
    connect(change, collection_restriction_changed, CollectionViewRestriction)
connect(m2m_changed, restricted_groups_changed, PageViewRestriction.groups.through)
connect(m2m_changed, restricted_collection_groups_changed, CollectionViewRestriction.groups.through)
connect(post_save, collection_moved, Collection)
