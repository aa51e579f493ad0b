// A new exercise: the minutes follow the scenario until the facilitator writes some.
import { required } from "./dom.js";

const minutes = required("#id_minutes", HTMLInputElement);
let own = minutes.value !== minutes.defaultValue || Boolean(document.querySelector(".refusal"));

minutes.addEventListener("input", () => { own = true; });

required("form.form", HTMLFormElement).addEventListener("change", (event) => {
  const suggested = event.target instanceof HTMLElement && event.target.dataset.minutes;
  if (suggested && !own) minutes.value = suggested;
});
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
