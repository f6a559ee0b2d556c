// What a person typed into a form, by the names of its fields: read, and put back.
// What they left as it was drawn is not theirs: somebody else may change it meanwhile.
const NOT_TYPED = new Set(["hidden", "file", "submit", "button", "reset", "image"]);
const CHECKED = new Set(["checkbox", "radio"]);

const isOff = (element) => element.getAttribute("autocomplete") === "off";

// Passwords, keys and all that a browser is told not to remember.
const isSecret = (field) =>
  field.type === "password" || "secret" in field.dataset || isOff(field) || isOff(field.form);

function drawn(field) {
  if (CHECKED.has(field.type)) return field.defaultChecked ? field.value : null;
  if (!field.options) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

const shown = (field) => (CHECKED.has(field.type) && !field.checked ? null : field.value);
const all = (fields, look) => fields.map(look).filter((value) => value !== null);
const isSame = (some, others) => JSON.stringify(some) === JSON.stringify(others);

export const isChanged = (field) =>
  ("defaultValue" in field || Boolean(field.options)) && shown(field) !== drawn(field);

// A form that came back with errors is drawn with what was typed; the server marks it.
const isTyped = (fields) => fields.some(isChanged) || fields[0].closest("[data-typed]");

function groupsOf(form) {
  const groups = new Map();
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.type)) continue;
    groups.set(field.name, [...(groups.get(field.name) ?? []), field]);
  }
  return groups;
}

// What the hub held when the page was drawn; null where the page does not tell.
function heldBy(form, name, fields) {
  const seen = form.elements[`initial-${name}`];
  if (seen) return [seen.value];
  return fields[0].closest("[data-typed]") ? null : all(fields, drawn);
}

function nameOf([field, ...more]) {
  const legend = more.length ? field.closest("fieldset")?.querySelector("legend") : null;
  const words = (legend ?? field.labels?.[0])?.textContent ?? "";
  return words.trim().replace(/\s+/g, " ");
}

export function read(form) {
  const typed = [...groupsOf(form)].filter(([, fields]) => isTyped(fields));
  const open = typed.filter(([, fields]) => !fields.some(isSecret));
  const secret = typed.filter(([, fields]) => fields.some(isSecret) && all(fields, shown).join(""));
  return {
    action: form.getAttribute("action"),
    fields: open.map(([name, fields]) => ({
      name,
      now: all(fields, shown),
      was: heldBy(form, name, fields),
    })),
    left: secret.map(([, fields]) => nameOf(fields)).filter(Boolean),
  };
}

export const formFor = ({ action }) =>
  [...document.querySelectorAll("main form")].find((one) => one.getAttribute("action") === action);

function fill(field, value) {
  if (field.options && ![...field.options].some((option) => option.value === value)) return;
  field.value = value;
}

function show(fields, now) {
  const isChoice = CHECKED.has(fields[0].type);
  if (isChoice && !now.every((value) => fields.some((field) => field.value === value))) return;
  fields.forEach((field, at) => {
    if (isChoice) field.checked = now.includes(field.value);
    else if (at in now) fill(field, now[at]);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Names what was changed to something else while it was kept.
export function putBack({ fields: kept }, form) {
  const moved = [];
  const fold = form.closest("details");
  if (fold) fold.open = true;
  const groups = groupsOf(form);
  for (const { name, now, was } of kept) {
    const fields = groups.get(name);
    if (!fields || fields.some(isSecret)) continue;
    const held = heldBy(form, name, fields);
    const isMoved = was && held && !isSame(held, was);
    if (isMoved && !isSame(all(fields, drawn), now)) moved.push(nameOf(fields));
    show(fields, now);
  }
  return moved;
}
