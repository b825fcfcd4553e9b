/**
 * Refreshes a list as its filters change and keeps the address in step, so that it can be shared.
 * Without it the form submits as usual.
 */
class LiveFilter extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("change", () => this.show(this.address()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(this.address(), this.results);
    });
    this.addEventListener("click", (event) => {
      const link = event.target.closest(".chips a, .pagination a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.show(link.href, this.results);
    });
  }

  get results() {
    return document.getElementById(this.getAttribute("for"));
  }

  address() {
    const chosen = new URLSearchParams(new FormData(this.form));
    return `${location.pathname}${chosen.size ? `?${chosen}` : ""}`;
  }

  /** `focus`: what to go to when the link that was used is replaced. */
  async show(url, focus = null) {
    this.pending?.abort(); // only the last choice matters
    this.pending = new AbortController();
    try {
      const response = await fetch(url, { signal: this.pending.signal });
      if (!response.ok) throw new Error(`${response.status} from ${url}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      this.showResults(page.getElementById(this.results.id));
      this.showChoices(page.querySelector(`${this.localName} form details`));
      history.replaceState(null, "", url);
      if (focus) {
        focus.tabIndex = -1;
        focus.focus();
      }
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  /** The count is a live region: it is spoken only if the element itself stays. */
  showResults(fresh) {
    const count = this.results.querySelector("[role=status]");
    const text = fresh.querySelector("[role=status]").textContent;
    fresh.querySelector("[role=status]").replaceWith(count);
    this.results.replaceChildren(...fresh.childNodes);
    count.textContent = text;
  }

  /** The choices with their new counts; the panel stays open or folded, the focus on the same choice. */
  showChoices(fresh) {
    const panel = this.form.querySelector("details");
    const { name, value } = document.activeElement;
    panel.replaceChildren(...fresh.childNodes);
    if (!name) return;
    for (const input of panel.querySelectorAll("input")) if (input.name === name && input.value === value) input.focus();
  }
}
customElements.define("live-filter", LiveFilter);
