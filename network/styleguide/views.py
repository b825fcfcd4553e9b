"""The one page of the style guide."""

from pathlib import Path

from django.shortcuts import render
from wagtail import hooks

from network.look.components import PageHead, Tag
from network.styleguide import EXAMPLES_HOOK
from network.styleguide.examples import examples

ICON_DIR = Path(__file__).resolve().parent.parent / "templates/network/icons"
COLOURS = ["pine", "brick", "plum", "azur", "saffron", "ok", "warn", "danger"]


def styleguide(request):
    return render(
        request,
        "styleguide/styleguide.html",
        {
            "colours": COLOURS,
            "icons": sorted(path.stem for path in ICON_DIR.glob("*.svg")),
            "examples": [
                *examples(request),
                *(example for app in hooks.get_hooks(EXAMPLES_HOOK) for example in app()),
            ],
            "head": PageHead(
                "Guide de style",
                lead="Chaque composant dans tous ses états, sur les couleurs claires et sombres.",
                kicker="« Le fil »",
                meta=["Réservé à la construction du site"],
                tags=[Tag("Composants")],
            ),
        },
    )
