// Typed words outlive a session that ended: put back into their form after signing in.
// They wait in this tab alone, for the same person, and the next page throws them away.
import { drop, keep, waiting } from "./lib/kept.js";
import { formFor, putBack, read } from "./lib/typed.js";

const { person, account } = document.body.dataset;
const page = location.pathname + location.search;
const notice = document.querySelector("[data-kept]");

const say = (words) => {
  notice.hidden = false;
  notice.querySelector("[data-kept-words]").textContent = words;
  document.getElementById("live-region").textContent = words;
};

const sentence = (words, names) => (names.length ? ` ${words}: ${names.join(", ")}.` : "");

const tellBack = (forms, moved) => {
  const again = sentence("Please fill in again", forms.flatMap((form) => form.left));
  const check = sentence("Changed meanwhile, so check it before you save", moved);
  say(`We kept what you typed.${again}${check}`);
};

window.addEventListener("pagehide", () => {
  const forms = [...document.querySelectorAll('main form[method="post"]')]
    .map(read)
    .filter(({ fields }) => fields.length);
  if (forms.length) keep({ person, account, page, forms, at: Date.now() });
});

window.addEventListener("pageshow", () => {
  const entry = waiting();
  // Only a page that says so makes words wait; from any other they were done with.
  if (!entry || entry.person !== person) return drop();
  const here = entry.forms.filter(formFor);
  // A form that came back with errors stands at another address than it came from.
  if (entry.page !== page && !here.length) return;
  if (entry.account !== account) {
    say("What you typed in another account is kept. Work in that one to have it back.");
    return;
  }
  drop();
  const moved = here.flatMap((form) => putBack(form, formFor(form)));
  if (here.length) tellBack(here, moved);
});
