// Where a form came to nothing (signing in, a form too old): what was typed waits, and
// the page says so.
import { arriving, drop, keep } from "./lib/kept.js";

const door = document.querySelector("[data-kept-door]");
const entry = arriving();

// Without a page to go back to, somebody signed out by choice.
if (!door || !entry) {
  drop();
} else {
  const wait = () => keep({ ...entry, waits: true, at: Date.now() });
  wait();
  // However long this page stood open, the words wait from now on.
  window.addEventListener("pagehide", wait);
  door.hidden = false;
  const left = entry.forms.flatMap((form) => form.left);
  const note = door.querySelector("[data-kept-left]");
  note.hidden = !left.length;
  note.textContent = `Not kept: ${left.join(", ")}.`;
  document.querySelector("[data-typed-lost]")?.remove();
}
