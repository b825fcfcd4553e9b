/**
 * Finds people in a long list of ticks as one types, and says how many are chosen in each group.
 * Without it the groups open and close, and the browser's own search finds a name.
 */
const folded = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

class PeopleFilter extends HTMLElement {
  connectedCallback() {
    this.groups = [...this.querySelectorAll("details")].map((details) => ({
      details,
      title: folded(details.querySelector("summary > span").textContent),
      count: details.querySelector("[data-count]"),
      people: [...details.querySelectorAll("label")].map((label) => ({ label, text: folded(label.textContent) })),
    }));
    const find = this.querySelector("[data-find]");
    find.closest("[hidden]").hidden = false;
    find.addEventListener("input", () => this.find(folded(find.value).split(/\s+/).filter(Boolean)));
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it would send the form
    });
    this.addEventListener("change", () => this.countChosen());
    this.countChosen();
  }

  find(words) {
    let found = 0;
    if (words.length) this.wasOpen ??= new Set(this.groups.map(({ details }) => details).filter(({ open }) => open));
    for (const { details, title, people } of this.groups) {
      let here = 0;
      for (const { label, text } of people) {
        const is = words.every((word) => text.includes(word) || title.includes(word));
        label.hidden = !is;
        here += is;
      }
      details.hidden = words.length > 0 && !here;
      details.open = words.length > 0 ? here > 0 : Boolean(this.wasOpen?.has(details) || details.querySelector(":checked"));
      found += here;
    }
    if (!words.length) this.wasOpen = null;
    this.querySelector("[data-status]").textContent = words.length ? this.dataset.found.replace("{count}", found) : "";
  }

  countChosen() {
    for (const { details, count } of this.groups) {
      const chosen = details.querySelectorAll(":checked").length;
      count.textContent = chosen ? this.dataset.chosen.replace("{count}", chosen) : "";
    }
  }
}
customElements.define("people-filter", PeopleFilter);
