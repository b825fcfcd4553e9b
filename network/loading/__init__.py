"""Loading the content that ships, from files that people can read.

Each app registers its loaders, functions of the run, with
``hooks.register("network_content", load, order=…)``; ``manage.py load_network``
calls them in order inside one transaction.
"""

from network.loading.records import ContentError, Record
from network.loading.run import CONTENT_HOOK, ContentRun, load_content

__all__ = ["CONTENT_HOOK", "ContentError", "ContentRun", "Record", "load_content"]
