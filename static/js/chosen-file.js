// Shows a chosen picture on the drawn phone, and keeps the two ways to a file apart.
const upload = document.querySelector("[data-chosen-file] input[type=file]");
const kept = document.querySelector("[data-chosen-file] select");
const shown = document.getElementById("phone-picture");
const before = shown?.getAttribute("src") ?? "";

const show = (source) => {
  if (!shown) return;
  shown.hidden = !source;
  if (source) shown.src = source;
};

const read = (file) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    if (upload.files[0] === file) show(reader.result);
  });
  reader.readAsDataURL(file);
};

upload?.addEventListener("change", () => {
  const [file] = upload.files;
  if (file?.type.startsWith("image/")) read(file);
  else show(before);
  if (file && kept) kept.value = "";
});

kept?.addEventListener("change", () => {
  if (kept.value) upload.value = "";
  show("");
});
