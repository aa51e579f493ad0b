// The lobby: who is here, until the page turns into the table.
import "./leaving.js";
import { keepLive } from "./live.js";

keepLive({ before: () => null, after: () => {} });
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
