"""Pictures in texts."""

import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.blocks import StreamValue

from network.documents.models.media import NetworkImage, NetworkRendition
from network.look.blocks import ProseStreamBlock
from network.look.pictures import picture_of
from tests.html import soup_of


@pytest.fixture
def upload(db):
    def uploaded(width=1600, height=1200, **fields):
        data = io.BytesIO()
        Image.new("RGB", (width, height), "#0B5A52").save(data, "PNG")
        file = ImageFile(data, name=f"essai-{width}.png")
        return NetworkImage.objects.create(title="Essai", file=file, **fields)

    return uploaded


def body(*images, **fields):
    raw = [{"type": "figure", "value": {"image": image.pk, "alternative": "Une rue", **fields}} for image in images]
    return StreamValue(ProseStreamBlock(), raw, is_lazy=True)


def test_an_uploaded_image_is_made_small_at_once(upload):
    image = upload()

    made = {rendition.filter_spec: rendition.width for rendition in image.renditions.all()}

    assert made == {"width-560|format-webp": 560, "width-1120|format-webp": 1120}
    assert all(rendition.file.name.endswith(".webp") for rendition in image.renditions.all())


def test_a_figure_gives_both_widths_with_the_size_of_the_larger(upload):
    image = upload(credit="Ville de Nantes")

    picture = soup_of(body(image, caption="Quai de la Fosse").render_as_block()).find("figure")

    assert (picture.img["width"], picture.img["height"]) == ("1120", "840")
    assert picture.img["alt"] == "Une rue"
    assert [part.split()[-1] for part in picture.img["srcset"].split(", ")] == ["560w", "1120w"]
    assert picture.img["src"] == picture.img["srcset"].split(", ")[-1].split()[0]
    assert picture.figcaption.get_text(" ", strip=True) == "Quai de la Fosse Image\xa0: Ville de Nantes"


def test_a_small_image_has_one_address(upload):
    picture = picture_of(upload(width=300, height=200))

    assert (picture.width, picture.height) == (300, 200)
    assert picture.srcset == ""


def test_a_figure_whose_pictures_are_lost_prints_nothing_and_makes_nothing(upload):
    image = upload()
    NetworkRendition.objects.all().delete()

    html = body(image).render_as_block()

    assert "<img" not in html
    assert not NetworkRendition.objects.exists()


@pytest.mark.parametrize("number", [1, 5])
def test_pictures_cost_two_queries_however_many(upload, number, django_assert_num_queries):
    images = [upload(width=600 + i) for i in range(number)]

    with django_assert_num_queries(2):
        html = body(*images).render_as_block()

    assert html.count("<img") == number
