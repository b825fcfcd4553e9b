/**
 * In the form of a meeting, each item of the programme and each session says its title beside its number, and so do its
 * arrows and its handle: folded, an item is still told from the others. An arrow keeps the focus while its item moves, so
 * that pressing it again moves the item further.
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

const ARROWS = "[data-inline-panel-child-move-up], [data-inline-panel-child-move-down]";

function keepFocus(arrow) {
  const item = arrow.closest("[data-inline-panel-child]");
  const focus = () => {
    if (document.activeElement !== document.body) return; // somebody went on
    const other = [...item.querySelectorAll(ARROWS)].find((button) => !button.disabled);
    (arrow.disabled ? other : arrow)?.focus();
  };
  // Wagtail takes the item out and puts it back, at once or at the end of a short animation.
  for (const delay of [0, 100, 300, 600]) setTimeout(focus, delay);
}

document.addEventListener("click", ({ target }) => {
  const arrow = target.closest?.(ARROWS);
  if (arrow) keepFocus(arrow);
}, true);
document.addEventListener("input", ({ target }) => target.matches?.(TITLE) && name(target));
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(TITLE).forEach(name));
