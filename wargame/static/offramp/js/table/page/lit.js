// The one address of lit-html: two copies on a page do not know each other's templates.
//
// A browser that translates a page puts elements of its own in the place of text nodes. lit-html writes into the text
// nodes that it made, and takes static text for the end of a changing part; both are then no longer in the page, and what
// is drawn anew is never seen, or takes its neighbours away. So here every text that changes is put in as a new node, and
// every changing part ends at a comment, which no translator touches (docs/decisions, "Texts are drawn anew").
import * as lit from "../../../../vendor/lit-html-3.3.3/lit-html.js";
import { keyed } from "../../../../vendor/lit-html-3.3.3/directives/keyed.js";
import { repeat as litRepeat } from "../../../../vendor/lit-html-3.3.3/directives/repeat.js";

export { nothing } from "../../../../vendor/lit-html-3.3.3/lit-html.js";
export { live } from "../../../../vendor/lit-html-3.3.3/directives/live.js";
export { keyed };

const END = "<!---->";
/** @type {WeakMap<TemplateStringsArray, { ended: TemplateStringsArray, between: boolean[] }>} */
const shapes = new WeakMap(); // of each template: its strings with the ends put in, and which holes are between tags

/** @param {unknown} value */
const isText = (value) => typeof value === "string" || typeof value === "number";

// A text is keyed by itself: another text is another node.
/** @param {unknown} value @returns {unknown} */
function own(value) {
  if (isText(value)) return keyed(value, value);
  return Array.isArray(value) ? value.map(own) : value;
}

/** @param {TemplateStringsArray} strings */
function shapeOf(strings) {
  const known = shapes.get(strings);
  if (known) return known;
  const shape = readShape(strings);
  shapes.set(strings, shape);
  return shape;
}

// No attribute of ours has < or > in it, so the last of them tells whether a hole is within a tag.
/** @param {TemplateStringsArray} strings */
function readShape(strings) {
  /** @type {boolean[]} */
  const between = [];
  let inTag = false;
  for (const text of strings.slice(0, -1)) {
    const opens = text.lastIndexOf("<");
    const closes = text.lastIndexOf(">");
    if (opens !== closes) inTag = opens > closes;
    between.push(!inTag);
  }
  const ended = strings.map((text, at) => (between[at - 1] && text && !text.startsWith("<") ? END + text : text));
  // By its raw form lit-html knows a template that was written in our code.
  return { ended: Object.assign(ended, { raw: strings.raw }), between };
}

/** @param {lit.Tag} tag @returns {lit.Tag} */
const drawn =
  (tag) =>
  (strings, ...values) => {
    const { ended, between } = shapeOf(strings);
    return tag(ended, ...values.map((value, at) => (between[at] ? own(value) : value)));
  };

export const html = drawn(lit.html);
export const svg = drawn(lit.svg);
/** @param {unknown} value @param {HTMLElement} container */
export const render = (value, container) => lit.render(own(value), container);
/**
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T, at: number) => unknown} key
 * @param {(item: T, at: number) => unknown} draw
 */
export const repeat = (items, key, draw) => litRepeat(items, key, (item, at) => own(draw(item, at)));
