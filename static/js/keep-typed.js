// Typed words outlive a session that ended: put back on their page after signing in.
// They wait in this tab alone, for the same person, and the next page throws them away.
import { drop, isChanged, keep, kept, putBack, read } from "./lib/typed.js";

const { person, account } = document.body.dataset;
const page = location.pathname + location.search;
const notice = document.querySelector("[data-kept]");
let handedIn = null;

const say = (words) => {
  notice.hidden = false;
  notice.querySelector("[data-kept-words]").textContent = words;
  document.getElementById("live-region").textContent = words;
};

const tellBack = (forms) => {
  const left = forms.flatMap((form) => form.left);
  const again = left.length ? ` Please fill in again: ${left.join(", ")}.` : "";
  say(`We kept what you typed.${again}`);
};

document.addEventListener("submit", (event) => (handedIn = event.target));

window.addEventListener("pagehide", () => {
  const forms = [...document.querySelectorAll('main form[method="post"]')]
    .filter((form) => form === handedIn || [...form.elements].some(isChanged))
    .map(read)
    .filter(({ fields }) => fields.length);
  if (forms.length) keep({ person, account, page, forms, at: Date.now() });
});

window.addEventListener("pageshow", () => {
  const entry = kept();
  // Only the page of signing in makes words wait; from any other they were done with.
  if (!entry?.waits || entry.person !== person) return drop();
  if (entry.page !== page) return;
  if (entry.account !== account) {
    say("What you typed in another account is kept. Work in that one to have it back.");
    return;
  }
  drop();
  if (entry.forms.filter(putBack).length) tellBack(entry.forms);
});
