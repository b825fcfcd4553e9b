"""Pictures and documents follow what carries them: a page, a collection, or nothing yet."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from network.documents.models.media import NetworkDocument, NetworkImage
from tests.factories.network import StandardPageFactory
from tests.files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_on_disk(settings, tmp_path):
    """A real media folder: there, a file could be reached by its name."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}


@pytest.fixture
def image(db):
    return NetworkImage.objects.create(title="Place", file=ContentFile(picture("PNG"), name="place.png"))


@pytest.fixture
def document(db):
    return NetworkDocument.objects.create(title="Budget", file=ContentFile(b"chiffres", name="budget.txt"))


def page_showing(home, *blocks, live=True, **fields):
    """A page whose text shows an image or links to a document."""
    page = StandardPageFactory.build(body=list(blocks), live=live, **fields)
    home.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def shows(image):
    return ("figure", {"image": image, "alternative": "Une place"})


def text_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_picture_of_a_public_page_is_for_everybody_and_its_audience_is_asked_each_time(home, client, image):
    page_showing(home, shows(image))
    rendition = image.get_rendition("width-16")

    response = client.get(rendition.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "no-cache, public"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Cookie" not in response.get("Vary", "")
    again = client.get(rendition.url, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_picture_of_a_members_page_is_for_members(home, client, image, member, sign_in):
    page = page_showing(home, shows(image))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    rendition = image.get_rendition("width-16")

    assert client.get(rendition.url).status_code == 404
    assert client.get(image.file.url).status_code == 404
    response = sign_in(member).get(rendition.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache, private"


def test_a_restriction_closes_at_once_what_a_browser_kept(home, client, image):
    page = page_showing(home, shows(image))
    url = image.get_rendition("width-16").url
    kept = client.get(url)["ETag"]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(url, headers={"if-none-match": kept}).status_code == 404


def test_a_picture_shown_on_two_pages_is_for_the_readers_of_either(home, client, image):
    closed = page_showing(home, shows(image), slug="fermee")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    page_showing(home, shows(image), slug="ouverte")

    assert client.get(image.file.url).status_code == 200


def test_a_picture_of_a_draft_is_for_those_who_write(home, client, image, member, organiser, sign_in):
    page_showing(home, shows(image), live=False)

    assert client.get(image.file.url).status_code == 404
    assert sign_in(member).get(image.file.url).status_code == 404
    assert sign_in(organiser).get(image.file.url).status_code == 200


def test_a_picture_that_no_page_shows_yet_is_for_its_author(home, client, image, contributor, member, sign_in):
    NetworkImage.objects.filter(pk=image.pk).update(uploaded_by_user=contributor)

    assert sign_in(contributor).get(image.file.url).status_code == 200
    assert sign_in(member).get(image.file.url).status_code == 404


def test_a_document_is_a_download_from_an_address_without_scripts(home, client, document):
    page_showing(home, ("document", document))

    response = client.get(document.url)

    assert text_of(response) == b"chiffres"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-cache, private"


def test_a_document_of_a_members_page_sends_visitors_to_sign_in(home, client, document, member, sign_in):
    page = page_showing(home, ("document", document))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(document.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/connexion/?next=/documents/")
    assert text_of(sign_in(member).get(document.url)) == b"chiffres"


def test_a_document_is_never_served_by_the_name_of_its_file(home, document, administrator, sign_in):
    page_showing(home, ("document", document))

    assert sign_in(administrator).get(f"/media/{document.file.name}").status_code == 404


def test_the_collection_and_the_page_must_both_be_open(home, client, document, member, sign_in):
    board = Group.objects.create(name="Bureau")
    collection = Collection.get_first_root_node().add_child(name="Bureau")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set([board])
    NetworkDocument.objects.filter(pk=document.pk).update(collection=collection)
    page_showing(home, ("document", document))

    assert sign_in(member).get(document.url).status_code == 302
    member.groups.add(board)
    assert sign_in(member).get(document.url).status_code == 200


def test_a_document_of_a_restricted_collection_needs_no_page(home, client, document, member, sign_in):
    collection = Collection.get_first_root_node().add_child(name="Membres")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    NetworkDocument.objects.filter(pk=document.pk).update(collection=collection)

    assert client.get(document.url).status_code == 302
    assert sign_in(member).get(document.url).status_code == 200


def test_a_document_that_nothing_carries_is_not_there_for_readers(home, client, document, member, organiser, sign_in):
    assert client.get(document.url).status_code == 302
    assert sign_in(member).get(document.url).status_code == 404
    assert sign_in(organiser).get(document.url).status_code == 200


@pytest.mark.parametrize("name", ["../site.sqlite3", "%2e%2e/secret-key", "images/absente.jpg", "images/", "a%00b"])
def test_an_address_leads_out_of_the_media_folder_nowhere(home, client, name, settings):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT.parent / "site.sqlite3").touch()

    assert client.get(f"/media/{name}").status_code in {400, 404}


def test_a_picture_whose_file_is_lost_is_not_there(home, client, image):
    page_showing(home, shows(image))
    image.file.storage.delete(image.file.name)

    assert client.get(image.file.url).status_code == 404
