"""What a search of the site finds, as titles."""

from search.searching import search


def found(words, audiences=("public",)):
    return [hit.title for hit in search(words, audiences=set(audiences)).results.hits]
