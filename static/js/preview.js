// Shows a text on the drawn phone while it is written: data-preview names the place.
(() => {
  document.addEventListener("input", ({ target }) => {
    const place = document.getElementById(target.dataset?.preview);
    if (place) place.textContent = target.value;
  });
})();
