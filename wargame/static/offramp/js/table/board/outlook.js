// What this seat has at stake: if it ended now, holding out, what the path has cost; and at the end what it earned.
import { html, nothing } from "../page/lit.js";
import { fill, oneDecimal } from "../page/texts.js";

/** @param {Table.Ctx} ctx @param {{ [name: string]: number }} costs */
function costLines(ctx, costs) {
  const lines = Object.entries(costs).filter(([, points]) => Math.abs(points) >= 0.05);
  if (!lines.length) return nothing;
  /** @param {string} name */
  const word = (name) => ctx.catalogue.costs[name] ?? gettext("other causes");
  return html`<dl class="facts">
    ${lines.map(
      ([name, points]) =>
        html`<div>
          <dt>${word(name)}</dt>
          <dd class="number">${points > 0 ? "−" : "+"}${oneDecimal(Math.abs(points))}</dd>
        </div>`,
    )}
  </dl>`;
}

/** @param {Table.Ctx} ctx */
export function outlookView(ctx) {
  if (!ctx.view?.outlook || ctx.view.phase === "over") return nothing;
  const { view } = ctx;
  const { ended_now: now, batna } = ctx.view.outlook;
  return html`<h2 class="eyebrow" id="stake-title">${gettext("If it ended now")}</h2>
    <p class="number"><strong class="stake">${oneDecimal(now)}</strong> ${gettext("points for you")}</p>
    <p class="meta">
      ${fill(gettext("Holding out over the turns left is worth about %(points)s. An offer is good if it gives you more."), { points: oneDecimal(batna) })}
    </p>
    ${
      Object.keys(view.me.costs).length
        ? html`<details>
            <summary class="meta">${gettext("What the path has cost you so far")}</summary>
            ${costLines(ctx, view.me.costs)}
          </details>`
        : nothing
    }`;
}

/** @param {Table.Ctx} ctx */
export function earned(ctx) {
  const told = ctx.model.report?.report.filter((event) => event.kind === "payoff_earned");
  return told?.find((event) => event.seat === ctx.me) ?? null;
}

// The end of the round: what it came to, and what this seat has of it.
/** @param {Table.Ctx} ctx @param {{ heading?: string }} options */
export function endView(ctx, { heading = "h2" } = {}) {
  if (ctx.view?.phase !== "over") return nothing;
  const { view } = ctx;
  const end = ctx.names.end(view.end);
  const mine = earned(ctx);
  const payoff = view.payoff ?? mine?.payoff;
  const title =
    heading === "h1"
      ? html`<h1 class="report-title">${end.name}</h1>`
      : html`<h2 id="end-title">${end.name}</h2>`;
  return html`<section class="card round-end" aria-label=${gettext("The end of the round")}>
    <p class="eyebrow">${gettext("The round has ended")}</p>
    ${title}
    <p>${view.stopped ? gettext("The facilitator ended the round here, and it is scored as it stood.") : end.text}</p>
    ${payoff === undefined || payoff === null ? nothing : html`<p class="number"><strong class="stake">${oneDecimal(payoff)}</strong> ${gettext("points for you")}</p>`}
    ${
      mine
        ? html`<p class="meta">
              ${fill(gettext("This end alone: %(points)s. What the path added or took:"), { points: oneDecimal(mine.outcome) })}
            </p>
            ${costLines(ctx, mine.costs)}`
        : nothing
    }
    <p class="row">
      ${ctx.urls.log ? html`<a class="button button-primary" href=${ctx.urls.log}>${gettext("Read the log")}</a>` : nothing}
      ${ctx.urls.again ? html`<a class="button" href=${ctx.urls.again}>${gettext("Play again")}</a>` : nothing}
    </p>
  </section>`;
}
