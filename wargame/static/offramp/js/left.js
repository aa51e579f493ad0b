// A seat was left in this browser: its pages in other tabs show it no longer.
import { required } from "./dom.js";

new BroadcastChannel("offramp-left").postMessage(required("[data-left]", HTMLElement).dataset.left);
