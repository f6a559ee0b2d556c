// The GSM 03.38 alphabet and the plain twin of a character outside it.
// Mirrors messaging/gsm.py; both are held by tests/messaging/segment_vectors.py.

export const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
export const EXTENSION = "\f^{}\\[~]|€";

const ALPHABET = new Set(BASIC + EXTENSION);

const INVISIBLE = {
  "\t": "tab",
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u180e": "invisible separator",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u2028": "line separator",
  "\u2029": "paragraph separator",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\ufe0f": "emoji mark",
  "\ufeff": "byte order mark",
};

const TWINS = new Map(
  [
    ["-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"],
    ["'", "\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4"],
    ['"', "\u201c\u201d\u201e\u201f\u2033"],
    ["...", "\u2026"],
    [" ", "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"],
    ["\n", "\u2028\u2029\u0085"],
    ["", "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"],
    ["L", "\u0141"], ["l", "\u0142"], ["D", "\u0110"], ["d", "\u0111"],
    ["i", "\u0131"], ["OE", "\u0152"], ["oe", "\u0153"],
  ].flatMap(([twin, chars]) => [...chars].map((char) => [char, twin])),
);

export function twinOf(piece) {
  const twins = [...piece].map(twinOfOne);
  return twins.includes(null) ? null : twins.join("");
}

export function labelOf(piece) {
  if (piece in INVISIBLE) return INVISIBLE[piece];
  if (!/^[\p{C}\p{Z}]/u.test(piece)) return `“${piece}”`;
  return `character U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function twinOfOne(char) {
  if (ALPHABET.has(char)) return char;
  if (TWINS.has(char)) return TWINS.get(char);
  if (/[\u0300-\u036f]/.test(char)) return "";
  if (!/\p{L}/u.test(char)) return null;
  const letters = char.normalize("NFKD").replace(/\p{M}/gu, "");
  return letters && [...letters].every((one) => ALPHABET.has(one)) ? letters : null;
}
