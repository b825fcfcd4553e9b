/** Shows only the terms that hold what is typed. Without it the whole glossary is on the page. */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class GlossaryFilter extends HTMLElement {
  connectedCallback() {
    this.lists = [...this.querySelectorAll("dl")].map((list) => ({
      list,
      title: list.previousElementSibling,
      terms: [...list.querySelectorAll("dt")].map((term) => {
        const meaning = term.nextElementSibling;
        return { term, meaning, text: fold(`${term.textContent} ${meaning.textContent}`) };
      }),
    }));
    const field = document.createElement("p");
    field.className = "field no-print";
    field.innerHTML = '<label for="filtre-glossaire"></label><input type="search" id="filtre-glossaire">';
    const [label, input] = field.children;
    label.textContent = this.dataset.label;
    this.none = document.createElement("p");
    this.none.className = "unknown";
    this.none.role = "status";
    this.prepend(field, this.none);
    input.addEventListener("input", () => this.show(fold(input.value.trim())));
    // A link to a term must find it, whatever is typed.
    addEventListener("hashchange", () => {
      input.value = "";
      this.show("");
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    });
  }

  show(words) {
    let found = 0;
    for (const { list, title, terms } of this.lists) {
      let here = 0;
      for (const { term, meaning, text } of terms) {
        const hidden = !text.includes(words);
        term.hidden = meaning.hidden = hidden;
        here += !hidden;
      }
      list.hidden = title.hidden = here === 0;
      found += here;
    }
    this.none.textContent = found ? "" : this.dataset.none;
  }
}
customElements.define("glossary-filter", GlossaryFilter);
