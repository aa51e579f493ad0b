import { equal, near, test } from "./cases.js";
import { senseBand } from "../../../wargame/static/offramp/js/table/orders/cells.js";

/** @param {string[]} statuses */
const cells = (...statuses) => statuses.map((status) => ({ status }));

test("the band is twice the standard error of the mean to each side", () => {
  const { low, high } = senseBand({ cells: cells("loyal", "loyal", "loyal", "loyal"), strength: 0.5 }, 0.1);
  near(low, 0.4);
  near(high, 0.6);
});

test("cells that are lost sense nothing: the band is wider", () => {
  const { low, high } = senseBand({ cells: cells("loyal", "purged", "defected", "purged"), strength: 0.5 }, 0.1);
  near(low, 0.3);
  near(high, 0.7);
});

test("the band ends where the scale ends, and without cells it is that of one", () => {
  equal(senseBand({ cells: cells("loyal"), strength: 0.1 }, 0.1).low, 0);
  equal(senseBand({ cells: cells("loyal"), strength: 0.95 }, 0.1).high, 1);
  near(senseBand({ cells: [], strength: 0.5 }, 0.1).low, 0.3);
});
