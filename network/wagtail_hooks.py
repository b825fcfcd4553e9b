"""What the network registers with Wagtail and with search."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from network import indexing, loader
from network.loading import CONTENT_HOOK
from network.viewsets import DirectoryViewSetGroup
from search.sources import READER_HOOK, SOURCE_HOOK, SYNONYM_HOOK

hooks.register(CONTENT_HOOK, loader.load, order=10)

register_snippet(DirectoryViewSetGroup)

hooks.register(READER_HOOK, indexing.reader_tokens)
hooks.register(SYNONYM_HOOK, indexing.synonyms)
for source in (
    indexing.MetropolisSource,
    indexing.PersonSource,
    indexing.ManifestoSource,
    indexing.GlossarySource,
    indexing.StandardPageSource,
    indexing.StatementSource,
    indexing.DocumentSource,
):
    hooks.register(SOURCE_HOOK, source)
