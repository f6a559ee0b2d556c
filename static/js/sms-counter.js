// Counts a text while it is typed, and offers the plain characters that save parts.
// Attached by data-sms-counter; works on whatever htmx swaps in, because it listens
// at the document. Without it the same count is shown by the server on Check.
import { describe } from "./lib/counter-words.js";
import { cheaperTwin, normalise } from "./lib/segments.js";

const PAUSE_BEFORE_SPEAKING_MS = 1000;
const timers = new WeakMap();
const part = (root, name) => root.querySelector(`[data-sms-counter-${name}]`);

function refresh(root) {
  const text = normalise(part(root, "text").value);
  const maxParts = Number(root.dataset.maxParts) || 8;
  const shown = describe(text, maxParts);
  root.dataset.state = shown.state;
  part(root, "summary").textContent = shown.summary;
  show(part(root, "dear"), shown.dear);
  show(part(root, "swap"), shown.swap);
  return shown.summary;
}

function show(element, words) {
  element.textContent = words;
  element.hidden = !words;
}

// Only after typing, and only once it rests: not each key, not on arrival.
function speakLater(root, words) {
  clearTimeout(timers.get(root));
  const status = part(root, "status");
  timers.set(root, setTimeout(() => (status.textContent = words), PAUSE_BEFORE_SPEAKING_MS));
}

function usePlainCharacters(root) {
  const field = part(root, "text");
  field.value = cheaperTwin(normalise(field.value)).text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const refreshAll = () => document.querySelectorAll("[data-sms-counter]").forEach(refresh);

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-sms-counter-text]")) return;
  const root = target.closest("[data-sms-counter]");
  speakLater(root, refresh(root));
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-sms-counter-swap]");
  if (button) usePlainCharacters(button.closest("[data-sms-counter]"));
});
document.addEventListener("htmx:load", refreshAll);
window.addEventListener("pageshow", refreshAll);
