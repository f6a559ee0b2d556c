// Asks once more before a marked form is sent, in its own words: data-confirm-title,
// data-confirm and data-confirm-word on the form or its button.
(() => {
  const dialog = document.getElementById("confirm-dialog");
  if (!dialog?.showModal) return;
  let waiting = null;

  const ask = ({ confirmTitle, confirmWord }, words, goOn) => {
    dialog.querySelector("[data-dialog-title]").textContent = confirmTitle;
    dialog.querySelector("[data-dialog-text]").textContent = words;
    dialog.querySelector("[data-dialog-yes]").textContent = confirmWord;
    dialog.returnValue = "no";
    waiting = goOn;
    dialog.showModal();
  };

  dialog.addEventListener("close", () => {
    const goOn = waiting;
    waiting = null;
    if (dialog.returnValue === "yes") goOn?.();
  });

  // Before all other listeners, so that a question does not disable the button.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const button = event.submitter;
      const asker = button?.dataset.confirm ? button : form;
      if (!asker.dataset.confirm || "confirmed" in form.dataset) {
        delete form.dataset.confirmed;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(asker.dataset, asker.dataset.confirm, () => {
        form.dataset.confirmed = "";
        form.requestSubmit(button);
      });
    },
    true,
  );

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.elt.dataset, event.detail.question, () => event.detail.issueRequest(true));
  });
})();
