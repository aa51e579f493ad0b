// The undertakings of an offer as they are written: what we will do, what they are to do.
import { html, repeat } from "./lit.js";
import { crimesChoice, levelOptions, opening, slot, turnOptions, undertakingPieces } from "./sentence.js";

const MOST_TERMS = 6;

export function blankTerm(ctx, kind, giver) {
  const rule = ctx.names.undertaking(kind);
  const term = { kind, by: Math.min(ctx.view.turn + 1, ctx.view.menu.last_turn) };
  for (const field of rule.fields) {
    if (field === "breadth") term.breadth = 0.8;
    if (field === "crimes") term.crimes = false;
    if (field === "host") term.host = hostsOf(ctx, giver)[0] ?? null;
    if (field === "guarantee") term.guarantee = 0.9;
  }
  return term;
}

// The hosts that are in the power of a seat: of its own menu for me, of its role for another.
export function hostsOf(ctx, giver) {
  if (giver === ctx.me) return ctx.view.menu.hosts;
  const role = ctx.catalogue.seats[giver]?.role;
  return Object.entries(ctx.catalogue.hosts)
    .filter(([, host]) => host.offered_by.includes(role))
    .map(([id]) => id);
}

function writer(ctx, giver, change) {
  const share = (name) => (text) => change({ [name]: Number(text) });
  const { names, view } = ctx;
  return {
    breadth: (term) =>
      slot({
        label: gettext("Breadth of the amnesty"),
        value: term.breadth,
        options: levelOptions(term.breadth),
        change: share("breadth"),
      }),
    crimes: (term) =>
      slot({
        label: gettext("Crimes against humanity"),
        value: term.crimes,
        options: [
          [false, crimesChoice(false)],
          [true, crimesChoice(true)],
        ],
        change: (text) => change({ crimes: text === "true" }),
      }),
    host: (term) =>
      slot({
        label: gettext("Host country"),
        value: term.host,
        options: hostsOf(ctx, giver).map((id) => [id, names.host(id)]),
        change: (host) => change({ host }),
      }),
    guarantee: (term) =>
      slot({
        label: gettext("Safe conduct"),
        value: term.guarantee,
        options: levelOptions(term.guarantee),
        change: share("guarantee"),
      }),
    by: (term) =>
      slot({
        label: gettext("By which turn"),
        value: term.by,
        options: turnOptions(view.turn, view.menu.last_turn),
        change: share("by"),
      }),
  };
}

// One list of terms. `form` is "will" or "does"; `kinds` what may be put in it; `giver` whose hosts it may name;
// `changed` the kinds that differ from the offer being answered.
export function termList(ctx, { terms, kinds, form, giver, change, add, changed }) {
  const { names } = ctx;
  const label = form === "will" ? gettext("What you will do") : gettext("What the other side is to do");
  const words = (kind) => opening(names.undertaking(kind)[form]);
  const free = (own) => kinds.filter((kind) => kind === own || !terms.some((one) => one.kind === kind));
  const put = (index, term) => change(terms.map((one, at) => (at === index ? term : one)));
  const line = (term, index) => {
    const rule = names.undertaking(term.kind);
    const pick = slot({
      label,
      value: term.kind,
      options: free(term.kind).map((kind) => [kind, words(kind)]),
      change: (kind) => put(index, blankTerm(ctx, kind, giver)),
    });
    const draw = writer(ctx, giver, (patch) => put(index, { ...term, ...patch }));
    return html`<li class="term">
      ${index ? gettext("and") : ""}
      <span class=${changed.has(term.kind) ? "changed" : ""}
        >${undertakingPieces(term, rule[form], { how: rule.how, verb: pick, draw })}</span
      >
      <button
        type="button"
        class="slot-drop"
        aria-label=${gettext("Take this out")}
        @click=${() => change(terms.filter((_, at) => at !== index))}
      >
        ✕
      </button>
    </li>`;
  };
  const options = free(null);
  const first = terms.length ? gettext("and also …") : add;
  const more = () =>
    slot({
      label: first,
      value: "",
      empty: true,
      options: [["", first], ...options.map((kind) => [kind, words(kind)])],
      change: (kind) => kind && change([...terms, blankTerm(ctx, kind, giver)]),
    });
  return html`<ul class="terms" role="list">
    ${repeat(terms, (one) => one.kind, line)}
    ${options.length && terms.length < MOST_TERMS ? html`<li class="term">${more()}</li>` : ""}
  </ul>`;
}
