/**
 * Shows how far a task has come, without loading the page again, until it is done.
 * Without it a link looks again.
 */
const EVERY_MS = 2_000;

class LiveProgress extends HTMLElement {
  connectedCallback() {
    if ("underWay" in this.dataset) this.later();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  later() {
    this.timer = setTimeout(() => this.refresh(), EVERY_MS);
  }

  async refresh() {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector("live-progress");
      if (!response.ok || !fresh) return; // signed out, or something is wrong: the link is still there
      this.innerHTML = fresh.innerHTML;
      if ("underWay" in fresh.dataset) this.later();
      else delete this.dataset.underWay;
    } catch {
      this.later(); // the connection may come back
    }
  }
}
customElements.define("live-progress", LiveProgress);
