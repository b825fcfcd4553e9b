"""What the meetings register in the site and in the desk."""

from wagtail import hooks

from events.loader import load
from network.loading import CONTENT_HOOK

hooks.register(CONTENT_HOOK, load, order=20)
