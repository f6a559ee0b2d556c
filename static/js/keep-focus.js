// Polled parts are drawn anew: the link or button that had the focus keeps it.
(() => {
  let kept = null;

  const addressOf = (element) =>
    element.getAttribute("href") || element.closest("form")?.getAttribute("action");

  document.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    kept = { tag: active.tagName, address: addressOf(active) };
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!kept?.address || document.activeElement !== document.body) return;
    const twins = [...document.querySelectorAll(kept.tag)];
    twins.find((element) => addressOf(element) === kept.address)?.focus();
    kept = null;
  });
})();
