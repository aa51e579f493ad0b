// Changes of what this seat writes: its orders, an offer, a threat. Each is worked out from what stands at the moment of the
// change, never from what was drawn: between the two another field may have changed, or an answer have come.
import { offerDraft, threatDraft, whole } from "../deals/drafts.js";
import { currentOrders } from "../orders/orders.js";

export function makeWriting({ context, ui, send }) {
  // `change` gets the order that stands in the slot, and the context; what it returns is sealed.
  function seal(slot, change) {
    const ctx = context();
    const { main, minor } = currentOrders(ctx);
    const move = { kind: "orders", main, minor, [slot]: change({ main, minor }[slot], ctx) };
    ui.set({ sliding: null });
    send(Object.fromEntries(Object.entries(move).filter(([, value]) => value !== null)), "orders");
  }

  // A slider that was moved and left without being let go is sealed as it stands.
  function settle() {
    const { sliding } = ui.state;
    if (sliding) seal(sliding.slot, (order) => order);
  }

  // `change` gets the draft that stands, and returns what is to be other.
  function revise(kind, change) {
    const ctx = context();
    const draft = kind === "offer" ? offerDraft(ctx) : threatDraft(ctx);
    ui.set({ [kind]: whole(ctx, kind, { ...draft, ...change(draft) }) });
  }

  return { seal, settle, revise };
}
