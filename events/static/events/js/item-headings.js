/**
 * In the form of a meeting, each item of the programme and each session says its title beside its number, and so do its
 * arrows and its handle: folded, an item is still told from the others.
 */
const TITLE = 'input[name$="-title"]:is([name^="agenda_items-"], [name^="sessions-"])';

function name(field) {
  const item = field.closest("[data-inline-panel-child]");
  const heading = item?.querySelector("[data-panel-heading-text]");
  if (!heading || field.name.includes("__prefix__")) return;
  let words = heading.querySelector(".item-title");
  if (!words) {
    words = document.createElement("span");
    words.className = "item-title";
    heading.append(words);
  }
  const title = field.value.trim();
  words.textContent = title && ` – ${title}`;
  for (const button of heading.closest(".w-panel__header").querySelectorAll(".w-panel__controls button[title]"))
    button.setAttribute("aria-label", title ? `${button.title}\u00a0: ${title}` : button.title);
}

document.addEventListener("input", ({ target }) => target.matches?.(TITLE) && name(target));
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(TITLE).forEach(name));
