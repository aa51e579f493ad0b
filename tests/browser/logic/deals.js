import { equal, test } from "./cases.js";
import { offer, offered, playing, threat } from "./given.js";
import { offerState } from "../../../wargame/static/offramp/js/table/deals/deal.js";
import { dealGroups } from "../../../wargame/static/offramp/js/table/deals/deals.js";

const ME = "opposition";
/** @param {Table.Offer[]} list */
const ids = (list) => list.map((one) => one.offer.id);
/** @param {Table.Commitment[]} list */
const threats = (list) => list.map((one) => one.id);

test("each offer stands in one group: mine to answer, to sign, mine, others', closed", () => {
  const offers = [
    offered({ id: "answer" }, ["accept", "reject"]),
    offered({ id: "sign", to: ["us"], issuer: "leadership" }, ["cosign"]),
    offered({ id: "mine", issuer: ME, to: ["us"] }, ["withdraw"]),
    offered({ id: "others", issuer: "us", to: ["leadership"] }),
    offered({ id: "old", status: "expired" }),
    offered({ id: "newer", status: "closed" }),
  ];
  const groups = dealGroups(playing({ view: { offers } }));
  equal(ids(groups.forMe), ["answer"]);
  equal(ids(groups.signable), ["sign"]);
  equal(ids(groups.mine), ["mine"]);
  equal(ids(groups.others), ["others"]);
  equal(ids(groups.closed), ["newer", "old"]);
});

test("threats stand by whom they are against, until they end", () => {
  const ledger = [
    threat({ id: "me" }),
    threat({ id: "mine", issuer: ME, to: ["us"] }),
    threat({ id: "others", to: ["leadership"] }),
    threat({ id: "ended", ending: "lapsed" }),
    threat({ id: "promise", kind: "promise" }),
  ];
  const groups = dealGroups(playing({ view: { ledger } }));
  equal([threats(groups.againstMe), threats(groups.myThreats), threats(groups.otherThreats)], [["me"], ["mine"], ["others"]]);
});

test("a closed offer is called by the answer that weighs most", () => {
  equal(offerState(offer({ status: "open" })), "open");
  equal(offerState(offer({ status: "withdrawn" })), "withdrawn");
  equal(offerState(offer({ status: "closed", answers: { us: "rejected", leadership: "accepted" } })), "accepted");
  equal(offerState(offer({ status: "closed", answers: { us: "rejected", leadership: "countered" } })), "countered");
  equal(offerState(offer({ status: "closed", answers: { us: "rejected" } })), "rejected");
  equal(offerState(offer({ status: "closed" })), "closed");
});
