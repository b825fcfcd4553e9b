/** Marks, in the contents beside a long text, the section being read. Without it the contents are plain links. */
class CurrentSection extends HTMLElement {
  connectedCallback() {
    const links = new Map();
    for (const link of this.querySelectorAll('a[href^="#"]')) {
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (part) links.set(part, link);
    }
    const parts = [...links.keys()];
    // The last part whose start has passed the upper third of the screen is the one being read.
    const mark = () => {
      const line = innerHeight / 3;
      const read = parts.filter((part) => part.getBoundingClientRect().top <= line).at(-1);
      if (read === this.read) return;
      this.read = read;
      for (const [part, link] of links) {
        if (part === read) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      this.follow(links.get(read));
    };
    this.observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
    parts.forEach((part) => this.observer.observe(part));
    mark();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  /** Keeps the marked link in view in a list longer than the screen, without moving the page. */
  follow(link) {
    const list = this.parentElement;
    if (!link || list.scrollHeight <= list.clientHeight) return;
    list.scrollTop += link.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
  }
}
customElements.define("current-section", CurrentSection);
