"""A search server, for when the embedded index is outgrown: Elasticsearch, or anything that speaks its language.

Texts are analysed by the server, with settings compiled from the one table of
``search.analysis``; the speller, the glossary, the order of the best hits and
the extracts are the same as the embedded engine's.
"""

from search.engines.elasticsearch.address import address_of
from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine", "address_of"]
