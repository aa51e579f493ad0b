// Changes of what this seat writes: its orders, an offer, a threat. Each is worked out from what stands at the moment of the
// change, never from what was drawn: between the two another field may have changed, or an answer have come.
import { offerDraft, threatDraft, wholeOffer, wholeThreat } from "../deals/drafts.js";
import { currentOrders } from "../orders/orders.js";

/**
 * @param {{ context: () => Table.Play, ui: Table.UiStore, send: Table.Actions["send"] }} parts
 * @returns {Table.Writing}
 */
export function makeWriting({ context, ui, send }) {
  // `change` gets the order that stands in the slot, and the context; what it returns is sealed.
  /** @param {Table.Slot} slot @param {Table.OrderChange} change */
  function seal(slot, change) {
    const ctx = context();
    const { main, minor } = currentOrders(ctx);
    /** @type {Table.Sealed} */
    const orders = { main, minor, [slot]: change({ main, minor }[slot], ctx) };
    ui.set({ sliding: null });
    send({ kind: "orders", ...(orders.main && { main: orders.main }), ...(orders.minor && { minor: orders.minor }) }, "orders");
  }

  // A slider that was moved and left without being let go is sealed as it stands.
  function settle() {
    const { sliding } = ui.state;
    if (sliding) seal(sliding.slot, (order) => order);
  }

  // `change` gets the draft that stands, and returns what is to be other.
  /** @param {(draft: Table.OfferDraft) => Partial<Table.OfferDraft>} change */
  function reviseOffer(change) {
    const ctx = context();
    const draft = offerDraft(ctx);
    ui.set({ offer: wholeOffer(ctx, { ...draft, ...change(draft) }) });
  }

  /** @param {(draft: Table.ThreatDraft) => Partial<Table.ThreatDraft>} change */
  function reviseThreat(change) {
    const ctx = context();
    const draft = threatDraft(ctx);
    ui.set({ threat: wholeThreat(ctx, { ...draft, ...change(draft) }) });
  }

  return { seal, settle, reviseOffer, reviseThreat };
}
