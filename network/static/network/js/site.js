/**
 * The one script of every page. It starts the custom elements that the page holds, each from its own module,
 * fetched only when needed. Every element enhances HTML that already works.
 *
 * To add one: a line below, and a module that calls customElements.define(name, …).
 * The paths are literal so that collectstatic can put the hashed names in.
 */
const elements = {
  // network
  "glossary-filter": () => import("./directory/glossary-filter.js"),
  "passkey-form": () => import("./accounts/passkey-form.js"),
  // events
  "check-in": () => import("../../events/js/attendance/check-in.js"),
  "copy-text": () => import("../../events/js/feeds/copy-text.js"),
  "live-progress": () => import("../../events/js/invitations/live-progress.js"),
  "people-filter": () => import("../../events/js/invitations/people-filter.js"),
  "subscribe-dialog": () => import("../../events/js/feeds/subscribe-dialog.js"),
  "reader-time": () => import("../../events/js/meetings/reader-time.js"),
  // resources
  "live-filter": () => import("../../resources/js/practices/live-filter.js"),
  "passage-links": () => import("../../resources/js/minutes/passage-links.js"),
  // search
  "live-search": () => import("../../search/js/live-search.js"),
  "search-box": () =>
    // Not before a reader goes to a search field: most pages are only read.
    document.addEventListener("focusin", ({ target }) => {
      if (target.closest("search-box")) import("../../search/js/search-box.js");
    }),
};

for (const [name, load] of Object.entries(elements)) {
  if (document.querySelector(name)) load();
}

/** Light, dark or the system's colours; theme.js applies the choice on the next pages. */
class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const root = document.documentElement;
    const fieldset = this.querySelector("fieldset");
    for (const input of this.querySelectorAll("input")) input.checked = input.value === (root.dataset.theme ?? "");
    fieldset.hidden = false;
    fieldset.addEventListener("change", ({ target }) => {
      if (target.value) root.dataset.theme = target.value;
      else delete root.dataset.theme;
      try {
        if (target.value) localStorage.setItem("theme", target.value);
        else localStorage.removeItem("theme");
      } catch {
        // Storage may be forbidden: the choice holds for this page.
      }
    });
  }
}
customElements.define("theme-choice", ThemeChoice);

/** A folding panel that stands open where there is room beside the text (1056 px); the reader may still fold it. */
class FoldPanel extends HTMLElement {
  connectedCallback() {
    const wide = matchMedia("(min-width: 1056px)");
    const fit = () => (this.querySelector("details").open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
  }
}
customElements.define("fold-panel", FoldPanel);

/** Contents of a long page: a folding panel that shows where the reader is. */
class PageContents extends FoldPanel {
  connectedCallback() {
    super.connectedCallback();
    const links = new Map();
    for (const link of this.querySelectorAll('a[href^="#"]')) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) links.set(target, link);
    }
    const targets = [...links.keys()];
    const observer = new IntersectionObserver(
      () => {
        // The last heading above the upper third of the window.
        const here = targets.findLast((target) => target.getBoundingClientRect().top < innerHeight / 3) ?? targets[0];
        for (const [target, link] of links) {
          if (target === here) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "0px 0px -66% 0px" },
    );
    for (const target of targets) observer.observe(target);
  }
}
customElements.define("page-contents", PageContents);

// The menu of small screens folds on Escape and when the reader goes elsewhere.
const menu = document.querySelector("details.menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
