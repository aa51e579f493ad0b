// The five tabs at the thumb, with what waits behind each.
import { html } from "./lit.js";
import { unread, unreadCount, waitingCount, waitingForMe } from "../stream/channels.js";
import { currentOrders } from "../orders/orders.js";

export const PHONE = "(max-width: 49.99em)";
export const isPhone = () => matchMedia(PHONE).matches;

// On a phone a seat not seen before in this browser opens with its brief; later it opens where it was left.
/** @param {Table.UiStore} ui @param {string} seat */
export function firstVisit(ui, seat) {
  const key = `offramp:panel:${seat}`;
  const left = recall(key);
  ui.watch((state, before) => state.panel !== before.panel && note(key, state.panel));
  if (left && left in PANELS) ui.set({ panel: left });
  if (left || !isPhone()) return false;
  ui.set({ panel: "me" });
  note(key, "me");
  return true;
}

/** @param {string} key */
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} panel */
function note(key, panel) {
  try {
    localStorage.setItem(key, panel);
  } catch {
    // Then the next visit opens with the brief again.
  }
}

/** @type {{ [panel: string]: () => string }} */
const PANELS = {
  talk: () => gettext("Talk"),
  deals: () => gettext("Deals"),
  orders: () => gettext("Orders"),
  board: () => gettext("Board"),
  me: () => gettext("Me"),
};

/** @param {Table.Ctx} ctx @param {string} panel */
function badge(ctx, panel) {
  if (!ctx.view) return "";
  if (panel === "talk" && ctx.ui.panel !== "talk") return unreadCount(unread(ctx, "all"));
  if (panel === "deals") return waitingCount(waitingForMe(ctx));
  if (panel === "orders" && ctx.view.me && ctx.view.phase !== "over") {
    const { main, minor } = currentOrders(ctx);
    if (main || minor)
      return html`<span aria-hidden="true">✓</span><span class="visually-hidden">${gettext("sealed")}</span>`;
  }
  return "";
}

/** @param {Table.Ctx} ctx */
export function thumbsView(ctx) {
  return Object.entries(PANELS).map(([panel, word]) => {
    const chosen = ctx.ui.panel === panel;
    return html`<button
      type="button"
      class="thumb"
      data-panel=${panel}
      aria-current=${chosen ? "true" : "false"}
      @click=${() => ctx.goTo(panel)}
    >
      ${word()} ${badge(ctx, panel)}
    </button>`;
  });
}
