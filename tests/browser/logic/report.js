import { equal, test } from "./cases.js";
import { threat } from "./given.js";
import { reportLines, reportSteps } from "../../../wargame/static/offramp/js/table/board/report.js";

const common = { text: "words", bot: false };
const { text: _, ...commitment } = threat({ issuer: "leadership" });
/** @type {Table.Happened} */
const ended = { ...common, kind: "commitment_ended", commitment, ending: "broken" };
/** @type {Table.Happened} */
const strike = { ...common, kind: "strike_made", succeeded: false, collapsed: null };
/** @type {Table.Happened} */
const order = { ...common, kind: "order_revealed", seat: "us", order: { kind: "strike" }, standing: false };
/** @type {Table.Happened} */
const moved = { ...common, kind: "board_moved", moves: [] };

test("words kept and broken come first, then what everybody did, then the world", () => {
  const lines = reportLines({ report: [strike, order, ended] });
  equal(lines.map((one) => one.part), ["words", "moves", "world"]);
});

test("the end of a word is filed under the words, with whose it was and how it ended", () => {
  const [line] = reportLines({ report: [ended] });
  equal([line.part, line.seat, line.ending], ["words", "leadership", "broken"]);
});

test("what somebody did is told as theirs, and the world's as nobody's", () => {
  equal(reportLines({ report: [order] })[0].seat, "us");
  equal(reportLines({ report: [strike] })[0].seat, "world");
});

test("what the board shows is not told in sentences, nor what has none", () => {
  equal(reportLines({ report: [moved, { ...strike, text: "" }] }), []);
});

test("the board is one step after the sentences", () => {
  equal(reportSteps({ report: [strike, order] }), 3);
  equal(reportSteps(null), 1);
});
