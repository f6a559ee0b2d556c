// Asks before leaving a page with words that nobody has saved: data-unsaved on the form.
(() => {
  let leaving = false;

  const isChanged = (field) => {
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked !== field.defaultChecked;
    }
    return "defaultValue" in field && field.value !== field.defaultValue;
  };

  const hasChanges = () =>
    [...document.querySelectorAll("form[data-unsaved]")].some((form) =>
      [...form.elements].some(isChanged),
    );

  document.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && hasChanges()) event.preventDefault();
  });
})();
