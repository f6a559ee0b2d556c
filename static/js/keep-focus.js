// A polled part is drawn anew: the link or button that had the focus keeps it.
(() => {
  let kept = null;

  const addressOf = (element) =>
    element.getAttribute("href") || element.closest("form")?.getAttribute("action");

  document.addEventListener("htmx:beforeSwap", ({ target }) => {
    const active = document.activeElement;
    kept = target.contains(active) ? { tag: active.tagName, address: addressOf(active) } : null;
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!kept?.address || document.activeElement !== document.body) return;
    const twins = [...document.querySelectorAll(kept.tag)];
    twins.find((element) => addressOf(element) === kept.address)?.focus();
    kept = null;
  });
})();
