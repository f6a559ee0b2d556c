// Words in a part that a poll draws anew go along into the new one: data-carried on both
// fields. A place that is hidden while it is empty (data-carried-place) shows itself. A
// part with words that have no place in the new one stays.
(() => {
  const TYPED = "textarea, input:not([type=hidden])";

  const show = (field) => {
    const place = field.closest("[data-carried-place]");
    if (place && field.value) place.hidden = false;
  };

  const isWritten = (field) => field.value !== field.defaultValue;

  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    const fields = [...detail.target.querySelectorAll(TYPED)];
    const from = fields.find((field) => "carried" in field.dataset);
    const to = detail.fragment.querySelector("[data-carried]");
    if (from?.value && to) {
      to.value = from.value;
      show(to);
    } else if (fields.some(isWritten)) {
      detail.shouldSwap = false;
    }
  });

  // Put back after signing in.
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-carried]")) show(target);
  });
})();
