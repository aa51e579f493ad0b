// Words and numbers as people read them. Whole sentences come from the catalogue; nothing is glued together here.
import { html, nothing } from "./lit.js";

export const language = document.documentElement.lang || "en";

// English with the day before the month and 24 hours: read alike everywhere. It also lists "A, B and C".
const locale = language === "en" ? "en-GB" : language;

const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToOne = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const and = new Intl.ListFormat(locale, { type: "conjunction" });
const dayOnly = new Intl.DateTimeFormat(locale, { day: "numeric", timeZone: "UTC" });
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayAndHour = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const DAY = 86_400_000;

// A true minus, and no "−0.0".
/** @param {string} text */
const signed = (text) => text.replace("-", "−");
/** @param {number} value */
export const oneDecimal = (value) => signed(decimal.format(Math.abs(value) < 0.05 ? 0 : value));
/** @param {number} value */
export const atMostOne = (value) => signed(upToOne.format(value));
/** @param {number} chance */
export const percent = (chance) => share.format(chance);
/** @param {Iterable<string>} items */
export const listing = (items) => and.format(items);

/** @param {string} template @param {object} values */
export function fill(template, values) {
  return contracted(interpolate(template, values, true));
}

// The words that a language joins: Spanish has "al" for "a el" and "del" for "de el".
/** @param {string} text */
function contracted(text) {
  const pairs = pgettext("pairs of words that a language joins, as: a b = ab, c d = cd; or -", "-");
  if (pairs === "-") return text;
  return pairs.split(", ").reduce((joined, pair) => {
    const [apart, together] = pair.split(" = ");
    const again = new RegExp(`\\b${apart} (?=\\S)`, "gi");
    return joined.replace(again, (found) => `${found[0]}${together.slice(1)} `);
  }, text);
}

// "Unless %(whom)s …" with elements in its gaps: an array that lit-html draws in the order of the language.
/** @param {string} template @param {{ [name: string]: unknown }} pieces */
export function weave(template, pieces) {
  return hold(template.split(/%\((\w+)\)s/), (name) => pieces[name] ?? nothing);
}

// Texts and pieces in turn. A mark of punctuation stays on the line of the piece that it follows.
/** @param {string[]} parts @param {(name: string) => unknown} piece */
function hold(parts, piece) {
  return parts.map((part, index) => {
    if (index % 2) {
      const mark = /^[.,;:!?]/.exec(parts[index + 1])?.[0] ?? "";
      return mark ? html`<span class="held">${piece(part)}${mark}</span>` : piece(part);
    }
    return index ? part.replace(/^[.,;:!?]/, "") : part;
  });
}

// The same for "… of breadth {breadth} {crimes}", the scenario's way to name a field.
/** @param {string} text @param {(name: string) => unknown} piece */
export function weaveFields(text, piece) {
  return hold(text.split(/\{(\w+)\}/), piece);
}

/** @param {string} text */
export const capital = (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

// Elements joined as the language joins a list: "a, b and c".
/** @param {unknown[]} pieces */
export function weaveList(pieces) {
  let next = 0;
  return and
    .formatToParts(pieces.map(() => "x"))
    .map((part) => (part.type === "element" ? pieces[next++] : part.value));
}

/** @param {string | number} at */
export const timeOfDay = (at) => hour.format(new Date(at));

// The time of day, with the day where it is not this one.
/** @param {string | number} at @param {number} now */
export function moment(at, now) {
  /** @param {string | number} time */
  const day = (time) => new Date(time).toDateString();
  return (day(at) === day(now) ? hour : dayAndHour).format(new Date(at));
}

/** @param {{ starts: string, turn_days: number }} catalogue @param {number} turn */
export function dates(catalogue, turn) {
  const start = Date.parse(`${catalogue.starts}T00:00:00Z`) + (turn - 1) * catalogue.turn_days * DAY;
  const end = start + (catalogue.turn_days - 1) * DAY;
  const same = new Date(start).getUTCMonth() === new Date(end).getUTCMonth();
  return `${(same ? dayOnly : dayAndMonth).format(start)}–${dayAndMonth.format(end)}`;
}

// A change on a track: the shape, the word for those who hear it, and the number.
/** @param {number} before @param {number} now */
export function change(before, now) {
  const by = now - before;
  if (Math.abs(by) < 0.05) return null;
  const up = by > 0;
  return {
    shape: up ? "▲" : "▼",
    word: up ? gettext("up") : gettext("down"),
    by: decimal.format(Math.abs(by)),
  };
}
