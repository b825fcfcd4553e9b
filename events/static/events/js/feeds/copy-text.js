/** Copies the text of its field. Without it the field can be selected and copied by hand. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const [field, button, status] = ["input", "button", "[role=status]"].map((part) => this.querySelector(part));
    if (!navigator.clipboard) return; // plain HTTP: the browser lets nobody write
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = this.dataset.done;
      } catch {
        field.focus(); // selected, ready to be copied by hand
      }
    });
  }
}
customElements.define("copy-text", CopyText);
