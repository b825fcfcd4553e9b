import "./copy-text.js";

/** Opens the first part of the subscription page over the page. Without it the link leads to that page. */
class SubscribeDialog extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.open();
    });
  }

  async open() {
    if (!(await this.load(this.link.href))) return;
    this.dialog.showModal();
  }

  make() {
    this.dialog = document.createElement("dialog");
    this.dialog.className = "subscribe-dialog";
    this.dialog.setAttribute("aria-labelledby", "abonnement-titre");
    const header = document.createElement("header");
    const title = document.createElement("h2");
    title.id = "abonnement-titre";
    title.textContent = this.link.textContent.trim();
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button";
    close.dataset.kind = "quiet";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => this.dialog.close());
    header.append(title, close);
    this.body = document.createElement("div");
    this.dialog.append(header, this.body);
    this.dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      this.load(`${form.action}?${new URLSearchParams(new FormData(form))}`);
    });
    this.append(this.dialog);
  }

  /** Fills the dialog from the page at an address; goes there when that fails. */
  async load(url) {
    try {
      const response = await fetch(url);
      if (!response.ok && response.status !== 400) throw new Error(`${response.status} from ${url}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const part = page.getElementById("abonnement");
      if (!part) throw new Error(`nothing to show in ${url}`);
      if (!this.dialog) this.make();
      this.body.replaceChildren(document.adoptNode(part));
      return true;
    } catch {
      location.assign(url);
      return false;
    }
  }
}
customElements.define("subscribe-dialog", SubscribeDialog);
