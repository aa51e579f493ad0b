// A sentence with slots: native menus set as underlined words, in the order of the language.
import { html, live, nothing, repeat } from "../page/lit.js";
import { atMostOne, fill, weave, weaveFields } from "../page/texts.js";

/** @typedef {[value: unknown, text: string]} Choice */
/** @typedef {{ [field: string]: (term: Wire.Undertaking) => unknown }} Pieces */

/** @param {{ label: string, value: unknown, options: Choice[], change: (value: string) => void }} menu */
export function slot({ label, value, options, change }) {
  /** @param {On<HTMLSelectElement>} event */
  const pick = (event) => change(event.target.value);
  // A menu that lacks what is held would show something else.
  const known = options.some((one) => String(one[0]) === String(value));
  if (!known) options = [[value ?? "", String(value ?? "")], ...options];
  return html`<select class="slot" aria-label=${label} @change=${pick}>
    ${repeat(
      options,
      (one) => one[0],
      ([key, text]) =>
        html`<option value=${key} .selected=${live(String(key) === String(value))}>${text}</option>`,
    )}
  </select>`;
}

/** @param {number} from @param {number} to */
export function turnOptions(from, to) {
  /** @type {Choice[]} */
  const options = [];
  for (let turn = from; turn <= to; turn += 1) options.push([turn, String(turn)]);
  return options;
}

/** @param {number} share */
export const outOfTen = (share) => fill(gettext("%(level)s of 10"), { level: atMostOne(share * 10) });
/** @param {boolean} included */
export const crimesText = (included) =>
  included
    ? gettext("that covers even crimes against humanity")
    : gettext("that leaves out crimes against humanity");

// The same, short enough for a menu on a phone.
/** @param {boolean} included */
export const crimesChoice = (included) =>
  included ? gettext("with crimes against humanity") : gettext("without crimes against humanity");

// 0 to 10, and the exact level of a term taken over from another's offer.
/** @param {number | null} [share] @returns {Choice[]} */
export function levelOptions(share) {
  const levels = new Set([...Array(11).keys()].map((one) => one / 10));
  if (share !== undefined && share !== null) levels.add(share);
  return [...levels].sort((one, other) => one - other).map((one) => [one, outOfTen(one)]);
}

const SPANS = new Set(["abstain", "loyal"]); // kept by what is not done until then

const FIELD = /\{(\w+)\}/;

// The words before the first field of "table an amnesty of breadth {breadth} {crimes}": what a menu shows.
/** @param {string} text */
export const opening = (text) => text.split(FIELD)[0].trim();

// An undertaking with its fields and date; `draw` makes each piece: a slot to write with, bold text to read.
/**
 * @param {Wire.Undertaking} term
 * @param {string} text
 * @param {{ how: string, verb: unknown, draw: Pieces }} parts
 */
export function undertakingPieces(term, text, { how, verb, draw }) {
  const [, ...rest] = text.split(/(?=\{)/);
  const tail = rest.join("");
  const fields = tail ? [" ", weaveFields(tail, (name) => draw[name]?.(term) ?? nothing)] : [];
  const date = SPANS.has(how) ? gettext("through turn %(by)s") : gettext("by turn %(by)s");
  return [verb, ...fields, ...(how === "after" ? [] : [" ", weave(date, { by: draw.by(term) })])];
}

/** @param {Table.Names} names @param {Wire.Undertaking} term @param {Table.Form} form */
export function readTerm(names, term, form) {
  /** @param {unknown} text */
  const bold = (text) => html`<b>${text}</b>`;
  const rule = names.undertaking(term.kind);
  /** @type {Pieces} */
  const draw = {
    breadth: (one) => bold(outOfTen(one.breadth ?? 0)),
    crimes: (one) => bold(crimesText(one.crimes ?? false)),
    host: (one) => bold(names.host(one.host)),
    guarantee: (one) => bold(outOfTen(one.guarantee ?? 0)),
    by: (one) => bold(one.by),
  };
  return undertakingPieces(term, rule[form], { how: rule.how, verb: bold(opening(rule[form])), draw });
}
