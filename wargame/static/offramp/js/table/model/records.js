// What there is in a round: the tracks and events of the server's catalogue, learnt once from the page.

// A track or an event of which the page knows nothing.
/** @type {Wire.TrackRecord} */
const PLAIN = { owner: null, ends: [0, 10], scale: 10, drawn: "plain", derived: null };
/** @type {Wire.EventRecord} */
const UNKNOWN = { talk: false, aloud: false, part: "moves" };

/** @type {Wire.Records} */
let records = { tracks: {}, events: {} };

/** @param {Wire.Records} known */
export function learn(known) {
  records = known;
}

// Its owner, ends, scale and drawing, and the estimate that it shows if it is worked out.
/** @param {string} name */
export const trackOf = (name) => records.tracks[name] ?? PLAIN;

// All that people see, in the order of the board.
export const trackNames = () => Object.keys(records.tracks);

// Whether it stands in the stream of talk and is read out, and the part of the report that tells it.
/** @param {string} kind */
export const eventOf = (kind) => records.events[kind] ?? UNKNOWN;
