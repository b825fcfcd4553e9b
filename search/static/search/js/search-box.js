/**
 * Suggestions while typing: a combobox (ARIA APG, list autocomplete with manual selection) around a search form.
 * Earlier searches stay in this browser. Without it the form searches as usual.
 */
const STORE = "searches";
const KEPT = 5;
const WAIT_MS = 120;
let boxes = 0;

const earlier = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
};
const remember = (searches) => {
  try {
    if (searches.length) localStorage.setItem(STORE, JSON.stringify(searches.slice(0, KEPT)));
    else localStorage.removeItem(STORE);
  } catch {
    // Storage may be forbidden: nothing is remembered.
  }
};

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.form.elements.q;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${(boxes += 1)}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() || this.input.ariaLabel);
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.form.querySelector(".bar").append(this.list);
    this.append(this.status);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
      ["aria-controls", this.list.id], ["autocomplete", "off"]]) this.input.setAttribute(name, value);

    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("focus", () => this.input.value || this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.form.addEventListener("submit", () => {
      const words = this.input.value.trim();
      if (words) remember([words, ...earlier().filter((other) => other !== words)]);
      this.close();
    });
    if (document.activeElement === this.input) this.ask();
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), WAIT_MS);
  }

  async fetch() {
    const words = this.input.value.trim();
    const before = earlier();
    if (words.length === 1 || (!words && !before.length)) return this.close();
    this.pending?.abort(); // only what is typed last matters
    this.pending = new AbortController();
    try {
      const url = `${new URL("suggestions/", this.form.action)}?${new URLSearchParams({ q: words })}`;
      const response = await fetch(url, { signal: this.pending.signal });
      if (!response.ok) throw new Error(`${response.status} from ${url}`);
      this.list.innerHTML = await response.text();
    } catch (error) {
      if (error.name !== "AbortError") this.close();
      return;
    }
    if (!words) {
      const template = this.list.querySelector("[data-earlier]");
      for (const search of before) {
        const option = template.cloneNode(true);
        option.dataset.words = search;
        option.querySelector(".title").textContent = search;
        template.before(option);
      }
      template.remove();
    }
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, number) => (option.id = `${this.list.id}-${number}`));
    this.status.textContent = this.list.querySelector("[data-status]")?.dataset.status ?? "";
    this.activate(-1);
    const shown = this.options.length > 0 && document.activeElement === this.input;
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", shown);
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  activate(number) {
    this.active = number;
    (this.options ?? []).forEach((option, other) => option.setAttribute("aria-selected", other === number));
    const option = this.options?.[number];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.ask();
      }
      return;
    }
    const last = this.options.length - 1;
    if (event.key === "ArrowDown") this.activate(this.active === last ? -1 : this.active + 1);
    else if (event.key === "ArrowUp") this.activate(this.active === -1 ? last : this.active - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.options[this.active]);
    else return;
    event.preventDefault();
  }

  choose(option) {
    if (!option) return;
    this.close();
    if (option.dataset.url) location.assign(option.dataset.url);
    else if (option.dataset.words) {
      this.input.value = option.dataset.words;
      this.form.requestSubmit();
    } else remember([]);
  }
}
customElements.define("search-box", SearchBox);
