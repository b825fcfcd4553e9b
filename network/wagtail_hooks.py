"""What the network registers with Wagtail and with search."""

from wagtail import hooks

from network import loader
from network.loading import CONTENT_HOOK

hooks.register(CONTENT_HOOK, loader.load, order=10)
