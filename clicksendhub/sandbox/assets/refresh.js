// Keeps the parts of the page marked data-refresh up to date; without it, reload.
const SECONDS = 3;

function renew(here, page) {
  // What a person has the focus in stays as it is.
  if (here.contains(document.activeElement)) return;
  const name = CSS.escape(here.dataset.refresh);
  const there = page.querySelector(`[data-refresh="${name}"]`);
  if (there && there.innerHTML !== here.innerHTML) {
    here.replaceChildren(...there.childNodes);
  }
}

async function refresh() {
  const parts = document.querySelectorAll("[data-refresh]");
  if (!parts.length || document.hidden) return;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) renew(part, page);
}

setInterval(() => refresh().catch(() => {}), SECONDS * 1000);
