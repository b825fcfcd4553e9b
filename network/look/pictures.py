"""Pictures in texts: made small once, when they are uploaded, never while a page is served."""

from dataclasses import dataclass

from wagtail.images.models import Filter

WIDTHS = (560, 1120)


FILTERS = [Filter(f"width-{width}|format-webp") for width in WIDTHS]


@dataclass(frozen=True)
class Picture:
    """What the page prints of an image: an address for each width, and the size of the largest."""

    addresses: tuple[tuple[str, int], ...]
    width: int
    height: int

    @property
    def url(self):
        return self.addresses[-1][0]

    @property
    def srcset(self):
        return ", ".join(f"{url} {width}w" for url, width in self.addresses) if len(self.addresses) > 1 else ""


def make_renditions(image):
    image.get_renditions(*FILTERS)


def picture_of(image):
    """The picture of an image, from the renditions that exist; ``None`` when there is none yet."""
    ready = sorted(image.find_existing_renditions(*FILTERS).values(), key=lambda rendition: rendition.width)
    # A small image gives the same width twice: one address is enough.
    by_width = {rendition.width: rendition for rendition in ready}
    if not by_width:
        return None
    largest = ready[-1]
    return Picture(
        tuple((rendition.url, width) for width, rendition in by_width.items()), largest.width, largest.height
    )
