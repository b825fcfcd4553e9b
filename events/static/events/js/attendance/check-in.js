/**
 * Check-in that survives a lost connection. Each tick is written on the device first, then sent; what could not be
 * sent waits in the device's storage, across reloads, and is sent with the hour at which it was ticked.
 * Without this script each button sends its form as usual.
 */
const PLACE = `check-in:${location.pathname}`;
const AGAIN_AFTER = 5000; // milliseconds between two tries

class CheckIn extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.addEventListener("submit", (event) => this.tick(event));
    this.newcomer = document.querySelector("form[data-newcomer]");
    this.newcomer?.addEventListener("submit", (event) => this.add(event));
    this.setUpFilter();
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => {
      // Only where nothing could be kept: otherwise the ticks are still there after a reload.
      if (this.memory?.length) event.preventDefault();
    });
    for (const { body } of this.queue()) this.show(new URLSearchParams(body));
    this.send();
  }

  queue() {
    try {
      return JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    } catch {
      return this.memory ?? [];
    }
  }

  keep(queue) {
    try {
      localStorage.setItem(PLACE, JSON.stringify(queue));
    } catch {
      this.memory = queue; // storage is forbidden or full: kept as long as the page is open
    }
  }

  tick(event) {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target));
    body.set("status", event.submitter?.value ?? "");
    this.post(body);
    event.submitter?.focus();
  }

  add(event) {
    if (!this.newcomer.reportValidity()) return;
    event.preventDefault();
    this.post(new URLSearchParams(new FormData(this.newcomer)), { reload: true });
    this.newcomer.reset();
  }

  post(body, { reload = false } = {}) {
    body.set("at", new Date().toISOString());
    body.delete("csrfmiddlewaretoken"); // the page that sends adds its own: this one may be old by then
    this.show(body);
    this.keep([...this.queue(), { body: body.toString(), reload }]);
    this.send();
  }

  /** Mark a row as it will be. */
  show(body) {
    const row = document.getElementById(`personne-${body.get("attendance")}`);
    if (!row || (body.get("session") ?? "") !== (row.querySelector("[name=session]")?.value ?? "")) return;
    row.dataset.status = body.get("status");
    for (const button of row.querySelectorAll("button:not([data-clear])")) {
      button.setAttribute("aria-pressed", String(button.value === body.get("status")));
    }
    const there = this.querySelectorAll("li[data-status=present], li[data-status=remote]").length;
    this.querySelector("[data-there]").textContent = there;
  }

  async send() {
    if (this.sending) return;
    if (!this.queue().length) return; // nothing to say either
    this.sending = true;
    clearTimeout(this.timer);
    let reload = false;
    let said = "";
    try {
      while (this.queue().length) {
        const [first] = this.queue();
        const token = this.querySelector("[name=csrfmiddlewaretoken]") ?? document.querySelector("[name=csrfmiddlewaretoken]");
        const response = await fetch(location.pathname, {
          method: "POST",
          body: new URLSearchParams(first.body),
          headers: { Accept: "application/json", "X-CSRFToken": token.value },
          redirect: "manual",
        });
        if (response.type === "opaqueredirect" || response.status === 403) throw new SignedOut();
        if (response.status >= 500) throw new Error(String(response.status));
        // 400 and 404 will not get better: said, and the others go on.
        if (!response.ok) said = `${this.dataset.refused} ${await refusal(response)}`;
        else reload ||= first.reload;
        this.keep(this.queue().slice(1));
      }
      this.say(said || this.dataset.noted);
      if (reload) location.reload();
    } catch (error) {
      const waiting = this.queue().length;
      this.say(error instanceof SignedOut ? this.dataset.signedOut : this.dataset.kept.replace("{count}", waiting));
      this.timer = setTimeout(() => this.send(), AGAIN_AFTER);
    } finally {
      this.sending = false;
    }
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  setUpFilter() {
    const field = this.querySelector(".check-in-filter");
    field.hidden = false;
    field.querySelector("input").addEventListener("input", ({ target }) => {
      const wanted = folded(target.value);
      for (const group of this.querySelectorAll(".check-in-group")) {
        for (const row of group.querySelectorAll("li")) {
          row.hidden = !folded(row.querySelector(".who").textContent).includes(wanted);
        }
        group.hidden = !folded(group.querySelector("h2").textContent).includes(wanted) && !group.querySelector("li:not([hidden])");
      }
    });
  }
}

class SignedOut extends Error {}

async function refusal(response) {
  try {
    return (await response.json()).error;
  } catch {
    return String(response.status);
  }
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

customElements.define("check-in", CheckIn);
