// Lets a person close a toast before it leaves by itself.
(() => {
  for (const button of document.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    button?.closest("[data-toast]")?.remove();
  });
})();
