"""`make screenshots [FOLDER]`: pictures of the main pages, small and large, light and dark.

Without a folder, in `.pytest_cache/screenshots/`. `--readme` takes the one of the README.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import ADVICE, FLAGS, find_chromium
from tests.live import LiveSite
from tests.prepared import ROOT

PAGES = {
    "home": "/",
    "manifesto": "/manifeste/",
    "metropolises": "/metropoles/",
    "metropolis": "/metropoles/nantes/",
    "agenda": "/agenda/",
    "meeting": "/agenda/2022/rencontre-nantes-2022/",
    "minutes": "/agenda/2022/rencontre-nantes-2022/compte-rendu/",
    "practices": "/pratiques/",
    "matrix": "/regards-croises/",
    "glossary": "/glossaire/",
    "search": "/recherche/?q=citoyennet%C3%A9",
    "sign-in": "/compte/connexion/",
}
SIZES = {360: 740, 1280: 900}
README_PICTURE = ROOT / "deploy" / "screenshot.png"


def main(arguments):
    if not (chromium := find_chromium()):
        sys.exit(ADVICE)
    for_readme = "--readme" in arguments
    folders = [argument for argument in arguments if not argument.startswith("-")]
    target = Path(folders[0] if folders else ROOT / ".pytest_cache" / "screenshots")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = LiveSite(Path(folder) / "data")
        site.start()
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        try:
            if for_readme:
                picture(browser, site.url + "/", 1280, "light", README_PICTURE, whole=False)
            else:
                for name, path in PAGES.items():
                    for width in SIZES:
                        for theme in ("light", "dark"):
                            picture(browser, site.url + path, width, theme, target / f"{name}-{width}-{theme}.png")
                print(f"Pictures are in {target}")
        finally:
            browser.close()
            site.stop()


def picture(browser, url, width, theme, path, *, whole=True):
    viewport = {"width": width, "height": SIZES[width]}
    page = browser.new_page(viewport=viewport, color_scheme=theme, locale="fr-FR", reduced_motion="reduce")
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=path, full_page=whole)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
