/** Copies the whole address of a passage when its # is used. Without it the # is a link to the passage. */
class PassageLinks extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector('[role="status"]');
    this.addEventListener("click", (event) => {
      const link = event.target.closest(".anchor-link");
      if (link && navigator.clipboard) this.copy(link);
    });
  }

  async copy(link) {
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // not allowed: the link has still led to the passage
    }
    link.dataset.copied = "";
    link.textContent = this.dataset.copied;
    this.status.textContent = this.dataset.copied;
    clearTimeout(link.timer);
    link.timer = setTimeout(() => {
      delete link.dataset.copied;
      link.textContent = "#";
      this.status.textContent = "";
    }, 2000);
  }
}
customElements.define("passage-links", PassageLinks);
