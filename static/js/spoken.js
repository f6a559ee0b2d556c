// Speaks the words of a call where the browser has a voice: data-spoken holds them.
const speech = window.speechSynthesis;

const languageOf = (place) => {
  const chosen = document.querySelector("select[name=speaker]")?.value;
  const [language] = (chosen || place.dataset.language || "en-us").split(":");
  const [code, country] = language.split("-");
  return country ? `${code}-${country.toUpperCase()}` : code;
};

const speak = (place) => {
  const words = place.querySelector("[data-spoken-words]").textContent.trim();
  speech.cancel();
  if (!words) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = languageOf(place);
  speech.speak(spoken);
};

if (speech && window.SpeechSynthesisUtterance) {
  for (const place of document.querySelectorAll("[data-spoken]")) {
    const button = place.querySelector("[data-spoken-play]");
    button.hidden = false;
    place.querySelector("[data-spoken-note]").hidden = false;
    button.addEventListener("click", () => speak(place));
  }
  window.addEventListener("pagehide", () => speech.cancel());
}
