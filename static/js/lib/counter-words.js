// What the counter says about a counted text, in plain words.
import { labelOf } from "./gsm.js";
import { LIMITS, cheaperTwin, count, dearOf, excess } from "./segments.js";

const SHOWN = 5;
const number = (value) => value.toLocaleString("en");
const plural = (value, word) => `${number(value)} ${word}${value === 1 ? "" : "s"}`;

export function summaryOf(counted, maxParts) {
  if (counted.parts > maxParts) {
    const surplus = excess(counted.text, maxParts);
    return (
      `${plural(counted.units, "character")} · ${plural(counted.parts, "part")}. ` +
      `At most ${plural(maxParts, "part")} can be sent: remove ${plural(surplus, "character")}.`
    );
  }
  const used = `${number(counted.units)} of ${number(counted.units + counted.left)} characters`;
  if (counted.parts === 0) return used;
  const left = counted.parts > 1 ? ` · ${number(counted.left)} left in this part` : "";
  return `${used} · ${plural(counted.parts, "part")}${left}`;
}

export function dearWords(counted) {
  const dear = dearOf(counted);
  if (dear.length === 0) return "";
  const named = dear
    .slice(0, SHOWN)
    .map(({ text, times }) => labelOf(text) + (times > 1 ? ` (${number(times)} times)` : ""));
  const more = dear.length > SHOWN ? ` and ${number(dear.length - SHOWN)} more` : "";
  const list = named.join(", ") + more;
  if (counted.encoding === "gsm") return `Counted as two characters each: ${list}.`;
  return (
    `Written in Unicode because of ${list}: ` +
    `${LIMITS.ucs2.alone} characters a part instead of ${LIMITS.gsm.alone}.`
  );
}

export const swapWords = (savedParts) =>
  `Use plain characters: saves ${plural(savedParts, "part")}`;

// All that is shown of a text: whether it fits, and the words.
export function describe(text, maxParts) {
  try {
    const counted = count(text);
    const { savedParts } = cheaperTwin(text);
    return {
      state: counted.parts > maxParts ? "over" : "fits",
      summary: summaryOf(counted, maxParts),
      dear: dearWords(counted),
      swap: savedParts ? swapWords(savedParts) : "",
    };
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return { state: "unsendable", summary: problem.message, dear: "", swap: "" };
  }
}
