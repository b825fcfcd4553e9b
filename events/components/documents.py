"""Documents attached to a meeting or to a part of its programme, with their type and size."""

from network.components import FileLink


def file_links(attached):
    """``FileLink`` for each attached document, in order."""
    return [
        FileLink(
            title=one.document.title,
            url=one.document.url,
            kind=one.document.file_extension.upper(),
            size_bytes=one.document.file_size,
            meta=one.note,
        )
        for one in attached
    ]
