/**
 * The one script of every page. It starts the custom elements that the page holds, each from its own module,
 * fetched only when needed. Every element enhances HTML that already works.
 *
 * To add one: a line below, and a module that calls customElements.define(name, …).
 * The paths are literal so that collectstatic can put the hashed names in.
 */
const elements = {
  // network
  "glossary-filter": () => import("./elements/glossary-filter.js"),
  // events
  "copy-text": () => import("../../events/js/copy-text.js"),
  // resources
  // search
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
