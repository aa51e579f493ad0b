// The server leaves out fields that have their default; here they are put back, so that no part has to ask twice.
import { STRUCTS, UNIONS } from "./defaults.js";
import { trackNames, trackOf } from "./records.js";

/** @typedef {{ [field: string]: any }} Json */

/**
 * A struct of the server with all its fields, from one as it travels.
 * @template {keyof Wire.Structs} K
 * @param {K} name
 * @param {unknown} raw
 * @returns {Wire.Structs[K]}
 */
export function whole(name, raw) {
  return completed(name, /** @type {Json} */ (raw));
}

/** @param {string} name @param {Json} raw @returns {any} */
function completed(name, raw) {
  const union = UNIONS[name];
  if (union) {
    const member = union.of[raw[union.tag]];
    return member ? completed(member, raw) : raw;
  }
  const { defaults, parts } = STRUCTS[name] ?? {};
  /** @type {Json} */
  const made = { ...defaults, ...raw };
  for (const [field, part] of Object.entries(parts ?? {})) {
    const value = made[field];
    if (value === null || value === undefined) continue;
    made[field] = Array.isArray(part)
      ? value.map((/** @type {Json} */ one) => completed(part[0], one))
      : completed(part, value);
  }
  return made;
}

/** @param {Wire.Orders | null} orders @returns {Table.Sealed | null} */
export const sealed = (orders) => orders && { main: orders.main ?? null, minor: orders.minor ?? null };

// The tracks of the board, and those that are worked out from it, in the order in which they are shown.
/** @param {Wire.ViewInWords} view @returns {Table.Track[]} */
function tracks(view) {
  /** @type {Table.Track[]} */
  const list = [...view.tracks];
  const names = trackNames();
  for (const name of names) {
    const { derived, scale } = trackOf(name);
    const value = derived ? estimate(view.estimates, derived) : undefined;
    if (value === undefined) continue;
    const shown = value * scale;
    list.push({ name, value, shown, before: shown, causes: [], why: "", name_text: "", derived: true });
  }
  return list.sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
}

/** @param {Wire.Estimates} estimates @param {string} name @returns {number | undefined} */
const estimate = (estimates, name) => new Map(Object.entries(estimates)).get(name);

/** A seat's view, in which what only spectators lack is always there. @param {Wire.ViewInWords} view @returns {Table.View} */
export function playersView(view) {
  const me = /** @type {Wire.Me} */ (view.me);
  const menu = /** @type {Wire.Menu} */ (view.menu);
  return { ...view, tracks: tracks(view), me: { ...me, orders: sealed(me.orders) }, menu };
}
