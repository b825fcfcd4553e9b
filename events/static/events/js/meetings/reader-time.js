/**
 * Gives the hours of a meeting on the reader's own clock, when it shows others than where the meeting takes place.
 * Without it the page says the hours and their time zone.
 */
class ReaderTime extends HTMLElement {
  connectedCallback() {
    const { start, end, words } = this.dataset;
    const moments = [start, end].filter(Boolean).map((text) => new Date(text));
    // The offset at the end of the text is that of the meeting: « +02:00 ».
    const there = /([+-])(\d\d):(\d\d)$/.exec(start);
    if (!there || !moments.length || moments.some((moment) => Number.isNaN(moment.getTime()))) return;
    const offset = (there[1] === "-" ? -1 : 1) * (Number(there[2]) * 60 + Number(there[3]));
    if (offset === -moments[0].getTimezoneOffset()) return;
    const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zoneHere === "Europe/Paris") return; // a meeting elsewhere says the hours of Paris itself
    const language = document.documentElement.lang;
    const hour = (moment) => {
      const parts = { hour: "numeric", minute: "2-digit", hourCycle: "h23" };
      return new Intl.DateTimeFormat(language, parts).format(moment).replace(":", "\u00a0h\u00a0");
    };
    const inWords = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
    const day = (moment) => inWords.format(moment).replace(/\b1(?= )/, "1er"); // which Intl leaves out
    const local = (moment) => new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 10); // its day there
    const here = (moment) => new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    const several = moments.length > 1 && here(moments[0]) !== here(moments[1]);
    const withDay = several || local(moments[0]) !== here(moments[0]);
    const text = moments.map((moment, index) => (several || (withDay && !index) ? `${day(moment)}, ${hour(moment)}` : hour(moment)));
    const zone = zoneHere.split("/").pop().replaceAll("_", " ");
    const line = document.createElement("span");
    line.className = "here";
    line.textContent = words.replace("{hours}", text.join("\u00a0– ")).replace("{zone}", zone);
    this.append(" ", line);
  }
}
customElements.define("reader-time", ReaderTime);
