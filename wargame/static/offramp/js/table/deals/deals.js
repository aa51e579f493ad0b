// The offers and threats that concern this seat: what waits for me first, then what waits for others, then what is closed.
import { html, nothing, repeat } from "../page/lit.js";
import { offerCard, threatCard } from "./deal.js";

/** @param {Table.View} view */
function threats(view) {
  return view.ledger.filter((one) => one.kind === "threat");
}

/** @param {Table.Play} ctx */
export function dealGroups(ctx) {
  const { view, me } = ctx;
  const open = view.offers.filter((line) => line.offer.status === "open");
  const forMe = open.filter((line) => line.can.includes("accept"));
  const signable = open.filter((line) => line.can.includes("cosign"));
  const mine = open.filter((line) => line.offer.issuer === me);
  const known = new Set([...forMe, ...signable, ...mine]);
  const live = threats(view).filter((one) => !one.ending);
  return {
    forMe,
    againstMe: live.filter((one) => one.to.includes(me)),
    signable,
    mine,
    myThreats: live.filter((one) => one.issuer === me),
    others: open.filter((line) => !known.has(line)),
    otherThreats: live.filter((one) => one.issuer !== me && !one.to.includes(me)),
    closed: view.offers.filter((line) => line.offer.status !== "open").reverse(),
  };
}

// Offers and promises of long ago are not in the picture that the page was given.
/** @param {Table.Play} ctx @param {"offers" | "ledger"} of @param {string} words */
export function earlierButton(ctx, of, words) {
  if (ctx.model.older[of] === null) return nothing;
  return html`<button type="button" class="button button-quiet" @click=${() => ctx.older(of)}>${words}</button>`;
}

/** @param {Table.Ctx} ctx */
export function dealsView(ctx) {
  if (!ctx.view) return nothing;
  const groups = dealGroups(ctx);
  /** @param {Table.Offer[]} list */
  const offers = (list) =>
    repeat(
      list,
      (line) => line.offer.id,
      (line) => offerCard(ctx, line, { seat: true }),
    );
  /** @param {Table.Commitment[]} list */
  const words = (list) =>
    repeat(
      list,
      (line) => line.id,
      (line) => threatCard(ctx, line, { seat: true }),
    );
  /** @param {string} title @param {unknown} shown @param {unknown} empty */
  const part = (title, shown, empty = nothing) =>
    shown || empty !== nothing
      ? html`<h2 class="eyebrow">${title}</h2>
          ${shown || empty}`
      : nothing;
  /** @template T @param {T[]} list @param {(list: T[]) => unknown} draw */
  const some = (list, draw) => (list.length ? draw(list) : null);
  const nobody = html`<p class="empty">
    <strong>${gettext("Nothing waits for you.")}</strong>
    ${gettext("An offer to you shows here with its answers.")}
  </p>`;
  return html` ${part(gettext("Waiting for your answer"), some(groups.forMe, offers), nobody)}
  ${part(gettext("Threats against you"), some(groups.againstMe, words))}
  ${part(gettext("You may put your name to these"), some(groups.signable, offers))}
  ${part(
    gettext("Yours, waiting for others"),
    groups.mine.length + groups.myThreats.length ? [offers(groups.mine), words(groups.myThreats)] : null,
    html`<p class="empty">
      <strong>${gettext("You have nothing on the table.")}</strong>
      ${gettext("Write an offer or a threat under Talk.")}
    </p>`,
  )}
  ${part(gettext("Between others"), groups.others.length + groups.otherThreats.length ? [offers(groups.others), words(groups.otherThreats)] : null)}
  ${part(gettext("Closed"), some(groups.closed, offers))}
  ${earlierButton(ctx, "offers", gettext("Earlier offers"))}`;
}
