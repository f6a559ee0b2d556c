// A send is pressed once: the button says so and rests until the page is shown again.
(() => {
  const BUSY = "Sending…";
  const resting = new Map();

  const rest = (button) => {
    if (!button || resting.has(button)) return;
    resting.set(button, [...button.childNodes]);
    button.replaceChildren(button.dataset.busyWord || BUSY);
    button.disabled = true;
  };

  const wakeAll = () => {
    for (const [button, words] of resting) {
      button.replaceChildren(...words);
      button.disabled = false;
    }
    resting.clear();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter ?? form.querySelector("[type=submit]");
    const isOnce = [form, button].some((part) => part && "submitOnce" in part.dataset);
    // A later moment: a disabled button would not hand in its own name and value.
    if (isOnce && !event.defaultPrevented) setTimeout(() => rest(button));
  });

  window.addEventListener("pageshow", wakeAll);
})();
