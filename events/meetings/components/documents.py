"""Documents attached to a meeting or to a part of its programme, with their type and size."""

from network.look.components import FileLink


def file_links(attached, note_of=None):
    """``FileLink`` for each attached document, in order; ``note_of`` says for whom a document is."""
    return [
        FileLink(
            title=one.document.title,
            url=one.document.url,
            kind=one.document.file_extension.upper(),
            size_bytes=one.document.file_size,
            meta=one.note,
            audience=note_of(one.document) if note_of else "",
        )
        for one in attached
    ]
