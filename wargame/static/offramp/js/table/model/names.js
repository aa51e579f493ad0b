// What things are called in this scenario, for this seat.
import { capital, fill, listing } from "../page/texts.js";

/** @param {Wire.Catalogue} catalogue @param {string} me */
export function makeNames(catalogue, me) {
  const { seats, orders, undertakings, hosts, tracks, ends } = catalogue;
  /** @param {string} id */
  const the = (id) => seats[id]?.the ?? id;
  /** @param {string[]} ids */
  const list = (ids) => listing(ids.map((id) => (id === me ? gettext("you") : the(id))));
  /** @type {Table.Names} */
  const found = {
    me,
    seat: (id) => seats[id]?.name ?? id, // "Leadership"
    role: (id) => seats[id]?.role ?? id, // whose colours it has
    the, // within a sentence: "the leadership"
    seats: list,
    // As the subject of a verb in the singular: "the leadership", "each of officers 1 and officers 2".
    each: (ids) =>
      ids.length === 1 ? the(ids[0]) : fill(gettext("each of %(who)s"), { who: listing(ids.map(the)) }),
    order: (kind) => orders[kind]?.name ?? kind, // an infinitive: "strike"
    orderTitle: (kind) => capital(orders[kind]?.name ?? kind),
    hint: (kind) => orders[kind]?.hint ?? "",
    undertaking: (kind) =>
      undertakings[kind] ?? { name: kind, will: kind, does: kind, how: "order", fields: [] },
    host: (id) => hosts[id ?? ""]?.name ?? "",
    track: (name) => tracks[name] ?? "",
    end: (end) =>
      ends[end ?? ""] ?? {
        name: gettext("Ended by the facilitator"),
        text: gettext("The round stopped as it stood, without a result."),
      },
  };
  return found;
}

// The other seats of a channel as one key: "all", or their ids in order.
/** @param {Iterable<string>} ids */
export function channelKey(ids) {
  return [...ids].sort().join("+");
}

/** @param {string} key */
export function channelSeats(key) {
  return key === "all" ? [] : key.split("+");
}

/** Whom a move of this seat is for, beside itself. @param {Wire.Say | Wire.Offer | Wire.Threat} move */
export const heardBesides = (move) => [...(move.to ?? []), ...("witnesses" in move ? (move.witnesses ?? []) : [])];
