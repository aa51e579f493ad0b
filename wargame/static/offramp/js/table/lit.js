// The one address of lit-html: two copies on a page do not know each other's templates.
export { html, svg, render, nothing } from "../../../vendor/lit-html-3.3.3/lit-html.js";
export { repeat } from "../../../vendor/lit-html-3.3.3/directives/repeat.js";
export { live } from "../../../vendor/lit-html-3.3.3/directives/live.js";
export { keyed } from "../../../vendor/lit-html-3.3.3/directives/keyed.js";
