// Parts are drawn anew: the link or button that had the focus keeps it.
(() => {
  let kept = null;

  // A button may stand outside of its form, which it names.
  const addressOf = (element) =>
    element.getAttribute("href") ||
    (element.form ?? element.closest("form"))?.getAttribute("action");

  const marksOf = (element) => ({
    tag: element.tagName,
    address: addressOf(element),
    name: element.getAttribute("name"),
    value: element.getAttribute("value"),
  });

  const twinOf = (marks) =>
    [...document.querySelectorAll(marks.tag)].find((element) => {
      const own = marksOf(element);
      return Object.keys(marks).every((mark) => own[mark] === marks[mark]);
    });

  // The button of what was removed is gone: its form begins with the nearest thing.
  const firstOf = (form) => form?.querySelector("input:not([type='hidden'])");

  document.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    kept = { marks: marksOf(active), form: active.closest("form") ? null : active.form };
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!kept?.marks.address || document.activeElement !== document.body) return;
    (twinOf(kept.marks) ?? firstOf(kept.form))?.focus();
    kept = null;
  });
})();
