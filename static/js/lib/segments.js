// How many parts a text is sent in. Mirrors messaging/segments.py: neither an
// escape pair nor a surrogate pair is split between two parts.
import { BASIC, EXTENSION, twinOf } from "./gsm.js";

export const LIMITS = { gsm: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } };

const escaped = (chars) => chars.replace(/[\\\]^-]/g, "\\$&");
const GSM = escaped(BASIC + EXTENSION);
const IS_GSM = new RegExp(`^[${GSM}]*$`, "u");
const EXTENDED = new RegExp(`[${escaped(EXTENSION)}]`, "gu");
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;
const UNSENDABLE = /[\0\x1b\ud800-\udfff]/u;
const PAIR = "\x1b.";

const MARKS = "[\\u0300-\\u036f\\u20e3\\ufe0e\\ufe0f\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}]*";
const DEAR = new RegExp(
  `[\\u{1f1e6}-\\u{1f1ff}]{2}|[^${GSM}]${MARKS}(?:\\u200d[\\u2190-\\u{10ffff}]${MARKS})*`, "gu",
);
const SHAPED = "[\\u0590-\\u1fff\\u2190-\\u{10ffff}]";
const EMPTY = new RegExp(
  `[\\u180e\\u200b\\u2060\\ufeff]|(?<!${SHAPED})[\\u200c\\u200d]|[\\u200c\\u200d](?!${SHAPED})`, "gu",
);

export const normalise = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC");

// A text that no message can carry throws a RangeError with its position.
export function count(text) {
  if (IS_GSM.test(text)) {
    return weigh(text, text.replace(EXTENDED, PAIR), text ? "gsm" : "none");
  }
  const found = UNSENDABLE.exec(text);
  if (found) {
    const position = [...text.slice(0, found.index)].length;
    const problem = `Character ${position + 1} cannot be sent. Remove it.`;
    throw Object.assign(new RangeError(problem), { position });
  }
  return weigh(text, text.replace(ASTRAL, PAIR), "ucs2");
}

// How many characters to take from the end so that the text fits.
export function excess(text, maxParts) {
  const chars = [...text];
  let [low, high] = [0, chars.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (count(chars.slice(0, middle).join("")).parts <= maxParts) low = middle;
    else high = middle - 1;
  }
  return chars.length - low;
}

export function cheaperTwin(text) {
  const plain = text.replace(DEAR, (piece) => twinOf(piece) ?? piece);
  const twin = IS_GSM.test(plain) ? plain : text.replace(EMPTY, "");
  return { text: twin, savedParts: Math.max(0, count(text).parts - count(twin).parts) };
}

// Each dear piece of a counted text once, with how often it stands there.
export function dearOf({ text, encoding }) {
  const times = new Map();
  for (const piece of text.match(encoding === "ucs2" ? DEAR : EXTENDED) ?? []) {
    times.set(piece, (times.get(piece) ?? 0) + 1);
  }
  return [...times].map(([piece, n]) => ({ text: piece, times: n }));
}

function weigh(text, units, encoding) {
  const { alone, joined } = LIMITS[encoding] ?? LIMITS.gsm;
  const counted = { text, encoding, units: units.length, characters: [...text].length };
  if (units.length <= alone) {
    return { ...counted, parts: Math.min(units.length, 1), left: alone - units.length };
  }
  let [parts, end] = [0, 0];
  for (let start = 0; start < units.length; parts += 1) {
    end = start + joined;
    start = units[end - 1] === PAIR[0] ? end - 1 : end;
  }
  return { ...counted, parts, left: end - units.length };
}
