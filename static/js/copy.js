// Copy buttons appear where copying works, and say in words that it did.
(() => {
  const DONE_SHOWN_MS = 2500;

  const reveal = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  };

  const say = (button, words) => {
    const place = button.querySelector("[data-copy-word]") ?? button;
    const before = place.dataset.before ?? place.textContent;
    place.dataset.before = before;
    place.textContent = words;
    const region = document.getElementById("live-region");
    if (region) region.textContent = words;
    setTimeout(() => (place.textContent = before), DONE_SHOWN_MS);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    source.select?.();
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      say(button, "Copied");
    } catch {
      say(button, "Copy it by hand");
    }
  });

  reveal(document);
  document.addEventListener("htmx:afterSwap", (event) => reveal(event.target));
})();
