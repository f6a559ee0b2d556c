// After a form came back with errors, reading begins at their summary.
(() => {
  const focus = (root) => root.querySelector("[data-error-summary]")?.focus();

  focus(document);
  document.addEventListener("htmx:afterSwap", (event) => focus(event.target));
})();
