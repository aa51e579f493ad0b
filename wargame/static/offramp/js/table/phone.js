// The five tabs at the thumb, with what waits behind each.
import { html } from "./lit.js";
import { unread, unreadCount, waitingCount, waitingForMe } from "./channels.js";
import { currentOrders } from "./orders.js";

const PANELS = {
  talk: () => gettext("Talk"),
  deals: () => gettext("Deals"),
  orders: () => gettext("Orders"),
  board: () => gettext("Board"),
  me: () => gettext("Me"),
};

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
