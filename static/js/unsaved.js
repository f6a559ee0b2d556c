// Asks before leaving a page with words that nobody has saved: data-unsaved on the form.
import { isChanged } from "./lib/typed.js";

let leaving = false;

const hasChanges = () =>
  [...document.querySelectorAll("form[data-unsaved]")].some((form) =>
    [...form.elements].some(isChanged),
  );

document.addEventListener("submit", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("beforeunload", (event) => {
  if (!leaving && hasChanges()) event.preventDefault();
});
// A poll was told to load the page anew, to sign in: keep-typed.js keeps the words.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.getResponseHeader("HX-Refresh") === "true") leaving = true;
});
