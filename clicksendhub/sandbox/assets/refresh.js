// Keeps the part of the page marked data-refresh up to date; without it, reload.
const SECONDS = 3;

async function refresh() {
  const here = document.querySelector("[data-refresh]");
  if (!here || document.hidden || here.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = page.querySelector("[data-refresh]");
  if (there && there.innerHTML !== here.innerHTML) {
    here.replaceChildren(...there.childNodes);
  }
}

setInterval(() => refresh().catch(() => {}), SECONDS * 1000);
