/**
 * Refreshes the results in place when words, filters, order or page change. The address follows, so that it can be
 * shared and the browser's "back" works. Without it, or when it fails, forms and links load the page as usual.
 */
class LiveSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      if (event.target.method !== "get") return; // "follow this search" changes something: not ours
      event.preventDefault();
      this.show(`?${new URLSearchParams(new FormData(event.target))}`, event.target);
    });
    this.addEventListener("change", ({ target }) => target.matches(".facets input") && target.form.requestSubmit());
    this.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="?"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.show(link.getAttribute("href"), link);
    });
    addEventListener("popstate", () => this.show(location.search, null));
  }

  async show(query, from) {
    this.pending?.abort(); // only the last choice matters
    this.pending = new AbortController();
    const results = this.querySelector("#resultats");
    results.setAttribute("aria-busy", "true");
    let page;
    try {
      const response = await fetch(`${location.pathname}${query}`, { signal: this.pending.signal });
      if (!response.ok) throw new Error(response.status);
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch (error) {
      if (error.name !== "AbortError") location.assign(query);
      return;
    }
    if (from) history.pushState(null, "", query);
    document.title = page.title;
    const fresh = page.getElementById("resultats");
    if (!fresh) return location.reload(); // the index is being made
    const open = this.querySelector(".search-filters")?.open;
    const chosen = from?.matches(".facets") ? document.activeElement : null;
    results.replaceWith(fresh);
    if (open && fresh.querySelector(".search-filters")) fresh.querySelector(".search-filters").open = true;
    this.copyHidden(page);
    this.querySelector("[role=status]").textContent = fresh.querySelector(".search-count").textContent.trim();
    this.focusAgain(fresh, from, chosen);
  }

  /** The form of the words carries the filters along: those of the new page. */
  copyHidden(page) {
    const form = this.querySelector(".search-form");
    const fresh = page.querySelector("main .search-form");
    for (const field of form.querySelectorAll("[type=hidden]")) field.remove();
    form.append(...fresh.querySelectorAll("[type=hidden]"));
    if (document.activeElement !== form.elements.q) form.elements.q.value = fresh.elements.q.value;
  }

  /** A reader who ticked a box stays on it; one who followed a link goes to the results. */
  focusAgain(fresh, from, chosen) {
    if (chosen?.name) {
      const boxes = [...fresh.querySelectorAll(`.facets input[name="${CSS.escape(chosen.name)}"]`)];
      const same = boxes.find((box) => box.value === chosen.value);
      same?.closest("details")?.setAttribute("open", "");
      same?.focus({ preventScroll: true });
    } else if (from?.matches("a")) {
      fresh.focus({ preventScroll: true });
      if (from.closest(".pagination")) fresh.scrollIntoView();
    }
  }
}
customElements.define("live-search", LiveSearch);
