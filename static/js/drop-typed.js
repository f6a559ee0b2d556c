// On a page outside the frame: words of the page before are done with, unless they wait.
import { drop, waiting } from "./lib/kept.js";

window.addEventListener("pageshow", () => {
  if (!waiting()) drop();
});
