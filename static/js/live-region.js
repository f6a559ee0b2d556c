// Says aloud what a polled part of the page tells: at quarter steps, not at each poll.
(() => {
  const spoken = new Map();

  const stepOf = (source) => {
    const share = source.dataset.announceShare;
    return share === undefined ? source.dataset.announce : Math.floor(share / 25);
  };

  const remember = (root) => {
    for (const source of root.querySelectorAll("[data-announce]")) {
      spoken.set(source.id, stepOf(source));
    }
  };

  const announce = () => {
    const region = document.getElementById("live-region");
    for (const source of document.querySelectorAll("[data-announce]")) {
      const step = stepOf(source);
      if (spoken.get(source.id) === step) continue;
      spoken.set(source.id, step);
      region.textContent = source.dataset.announce;
    }
  };

  remember(document);
  document.addEventListener("htmx:afterSwap", announce);
})();
