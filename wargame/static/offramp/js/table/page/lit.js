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
const shapes = new WeakMap(); // of each template: its strings with the ends put in, and which holes are between tags

const isText = (value) => typeof value === "string" || typeof value === "number";

// A text is keyed by itself: another text is another node.
function own(value) {
  if (isText(value)) return keyed(value, value);
  return Array.isArray(value) ? value.map(own) : value;
}

function shapeOf(strings) {
  let shape = shapes.get(strings);
  if (!shape) shapes.set(strings, (shape = readShape(strings)));
  return shape;
}

// No attribute of ours has < or > in it, so the last of them tells whether a hole is within a tag.
function readShape(strings) {
  const between = [];
  let inTag = false;
  for (const text of strings.slice(0, -1)) {
    const opens = text.lastIndexOf("<");
    const closes = text.lastIndexOf(">");
    if (opens !== closes) inTag = opens > closes;
    between.push(!inTag);
  }
  const ended = strings.map((text, at) => (between[at - 1] && text && !text.startsWith("<") ? END + text : text));
  ended.raw = strings.raw; // by which lit-html knows a template that was written in our code
  return { ended, between };
}

const drawn =
  (tag) =>
  (strings, ...values) => {
    const { ended, between } = shapeOf(strings);
    return tag(ended, ...values.map((value, at) => (between[at] ? own(value) : value)));
  };

export const html = drawn(lit.html);
export const svg = drawn(lit.svg);
export const render = (value, container) => lit.render(own(value), container);
export const repeat = (items, key, draw) => litRepeat(items, key, (item, at) => own(draw(item, at)));
