// Changes the colours at once; the same form posts to the server where this is off.
(() => {
  const mark = (theme) => {
    document.documentElement.dataset.theme = theme;
    for (const form of document.querySelectorAll("[data-theme-form]")) {
      const chosen = form.elements.theme.value === theme;
      form.querySelector("button").setAttribute("aria-pressed", String(chosen));
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    if (!form) return;
    event.preventDefault();
    mark(form.elements.theme.value);
    const headers = { "X-Requested-With": "fetch" };
    fetch(form.action, { method: "POST", body: new FormData(form), headers });
  });
})();
