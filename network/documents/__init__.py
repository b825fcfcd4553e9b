"""Images and documents: what may be uploaded, what is read of them, which pages carry them, who may open them.

Knows: audience, look. Tables: NetworkImage, NetworkRendition, NetworkDocument, DocumentText, DocumentPage,
DocumentCarrier. Secrets: the text of documents, read by whoever may read a page that carries them.
"""
