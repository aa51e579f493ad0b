// A new exercise: the minutes follow the scenario until the facilitator writes some.

const minutes = document.getElementById("id_minutes");
let own = minutes.value !== minutes.defaultValue || Boolean(document.querySelector(".refusal"));

minutes.addEventListener("input", () => { own = true; });

document.querySelector("form.form").addEventListener("change", (event) => {
  const suggested = event.target.dataset.minutes;
  if (suggested && !own) minutes.value = suggested;
});
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
