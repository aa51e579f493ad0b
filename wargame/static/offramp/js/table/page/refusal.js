// A refused move says why in the place where it was made.
import { html, nothing } from "./lit.js";

/** @param {Table.Ctx} ctx @param {string} place */
export function refusal(ctx, place) {
  const found = ctx.model.refused.find((one) => one.place === place);
  if (!found) return nothing;
  return html`<p class="refusal" role="alert">
    <span>${found.message}</span>
    <button
      type="button"
      class="slot-drop"
      aria-label=${gettext("Close this message")}
      @click=${() => ctx.forgive(place)}
    >
      ✕
    </button>
  </p>`;
}

/** @param {Table.Ctx} ctx @param {string} place */
export const isPending = (ctx, place) =>
  ctx.model.pending.some((one) => one.place === place && one.seq === null);
