import { equal, test } from "./cases.js";
import { offer, playing, said } from "./given.js";
import { audienceOf, channelKeys, channelOf, inChannel, nowRead, unread, waitingForMe } from "../../../wargame/static/offramp/js/table/stream/channels.js";
import { offered } from "./given.js";

const US = "us";
const LEADERSHIP = "leadership";
const ME = "opposition";

test("what is said to all is in the channel of all", () => {
  equal(channelOf(said(1, US), ME), "all");
  equal(audienceOf(said(1, US)), { public: true, seats: [US] });
});

test("a channel is named by the others in it, whoever speaks", () => {
  equal(channelOf(said(1, US, [ME, LEADERSHIP]), ME), "leadership+us");
  equal(channelOf(said(1, ME, [US, LEADERSHIP]), ME), "leadership+us");
});

test("a witness of an offer is in its channel", () => {
  const made = said(1, US);
  const event = /** @type {const} */ ({ kind: "offer_made", text: "", bot: false });
  const private_ = { ...event, offer: offer({ issuer: US, to: [LEADERSHIP], witnesses: [ME] }) };
  equal(channelOf({ ...made, event: private_ }, ME), "leadership+us");
});

test("all that I may hear is under All, and a channel has its own alone", () => {
  const secret = said(1, US, [ME]);
  equal([inChannel(secret, "all", ME), inChannel(secret, US, ME), inChannel(secret, LEADERSHIP, ME)], [true, true, false]);
  equal(inChannel(said(2, US), US, ME), false);
});

test("a channel of three that I have not opened is there once something was said in it", () => {
  const keys = channelKeys(playing({ model: { talk: [said(1, US, [ME, LEADERSHIP])] }, ui: { opened: ["us+officer-1"] } }));
  equal([keys[0], keys.includes("leadership+us"), keys.includes("us+officer-1"), keys.includes(ME)], ["all", true, true, false]);
});

test("only what others said, and after what was read, is unread", () => {
  const talk = [said(1, US, [ME]), said(2, ME, [US]), said(3, US, [ME]), said(4, LEADERSHIP, [ME])];
  equal(unread(playing({ model: { talk }, ui: { read: {} } }), US), 2);
  equal(unread(playing({ model: { talk }, ui: { read: { us: 1 } } }), US), 1);
  equal(unread(playing({ model: { talk }, ui: { read: { us: 3 } } }), US), 0);
  equal(unread(playing({ model: { talk }, ui: { read: { us: 3 } } }), LEADERSHIP), 1);
});

test("what was read under All is not unread in its channel", () => {
  const talk = [said(1, US, [ME]), said(2, US, [ME])];
  equal(unread(playing({ model: { talk }, ui: { read: { all: 2 } } }), US), 0);
  equal(unread(playing({ model: { talk }, ui: { read: { all: 1 } } }), US), 1);
});

test("what was read in a channel is still new under All when something before it was not seen", () => {
  const talk = [said(1, LEADERSHIP, [ME]), said(2, US, [ME])];
  equal(unread(playing({ model: { talk }, ui: { read: { us: 2 } } }), "all"), 2);
  equal(unread(playing({ model: { talk }, ui: { read: { us: 2 } } }), LEADERSHIP), 1);
});

test("an open channel is read up to its own last line", () => {
  const talk = [said(1, US, [ME]), said(2, LEADERSHIP, [ME])];
  equal(nowRead(playing({ model: { talk }, ui: { channel: US, read: { leadership: 0 } } })), { leadership: 0, us: 1 });
  equal(nowRead(playing({ model: { talk }, ui: { channel: "all", read: {} } })), { all: 2 });
  equal(nowRead(playing({ model: { talk }, ui: { channel: US, read: { us: 1 } } })), null);
});

test("an offer waits for me while I may accept it", () => {
  const offers = [offered({}, ["accept", "reject"]), offered({ id: "o2" }, ["cosign"]), offered({ id: "o3" })];
  equal(waitingForMe(playing({ view: { offers } })), 1);
});
