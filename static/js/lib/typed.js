// What a person typed into a form, and the one place of this tab that keeps it.
const PLACE = "hub-typed";
const LONGEST_KEPT_MS = 60 * 60 * 1000;
const NOT_TYPED = new Set(["hidden", "file", "submit", "button", "reset", "image"]);
const CHECKED = new Set(["checkbox", "radio"]);

const isTyped = (field) => Boolean(field.name) && !NOT_TYPED.has(field.type);
const isOff = (element) => element.getAttribute("autocomplete") === "off";

// Passwords, keys and all that a browser is told not to remember.
const isSecret = (field) =>
  field.type === "password" || "secret" in field.dataset || isOff(field) || isOff(field.form);

export function isChanged(field) {
  if (CHECKED.has(field.type)) return field.checked !== field.defaultChecked;
  if (field.options) {
    const options = [...field.options];
    const first = Math.max(options.findIndex((option) => option.defaultSelected), 0);
    return options.length > 0 && field.selectedIndex !== first;
  }
  return "defaultValue" in field && field.value !== field.defaultValue;
}

const nameOf = (field) => field.labels?.[0]?.textContent.trim().replace(/\s+/g, " ") ?? "";

export function read(form) {
  const typed = [...form.elements].filter(isTyped);
  const open = typed.filter((field) => !isSecret(field));
  const secret = typed.filter((field) => isSecret(field) && isChanged(field));
  return {
    action: form.getAttribute("action"),
    fields: open.map(({ name, value, checked }) => ({ name, value, checked })),
    left: secret.map(nameOf).filter(Boolean),
  };
}

export function putBack({ action, fields }) {
  const forms = [...document.querySelectorAll("main form")];
  const form = forms.find((one) => one.getAttribute("action") === action);
  for (const { name, value, checked } of form ? fields : []) {
    const twins = [...form.elements].filter((field) => field.name === name && isTyped(field));
    const isChoice = CHECKED.has(twins[0]?.type);
    const field = isChoice ? twins.find((twin) => twin.value === value) : twins[0];
    if (!field || isSecret(field)) continue;
    if (isChoice) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return Boolean(form);
}

export const keep = (entry) => sessionStorage.setItem(PLACE, JSON.stringify(entry));
export const drop = () => sessionStorage.removeItem(PLACE);

export function kept() {
  const entry = JSON.parse(sessionStorage.getItem(PLACE));
  return entry && Date.now() - entry.at < LONGEST_KEPT_MS ? entry : null;
}
