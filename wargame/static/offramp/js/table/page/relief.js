// For the person who has come back: when bots sat at this seat, and what they did. It stands until it is put away.
import { html, nothing, repeat } from "./lit.js";
import { fill, moment } from "./texts.js";

// The seat is somebody else's, or played in another window: what a bot did is not told here.
const NOT_MINE = new Set(["gone", "unknown", "replaced"]);

// ISO times of one length: their order as texts is their order in time.
/** @param {Table.Ctx} ctx */
export const unreadSpells = (ctx) => ctx.model.relieved.filter((one) => one.until > ctx.ui.relieved);

/** @param {Table.Ctx} ctx @param {Wire.Deed} did */
function deed(ctx, { turn, text }) {
  const words = { turn, what: text };
  const title = turn > ctx.catalogue.turns ? gettext("The day after: %(what)s") : gettext("Turn %(turn)s: %(what)s");
  return html`<li>${fill(title, words)}</li>`;
}

/** @param {Table.Ctx} ctx @param {Wire.Spell} spell */
function spellView(ctx, spell) {
  const since = moment(spell.since, ctx.ui.now);
  const until = moment(spell.until, ctx.ui.now);
  const sat = fill(gettext("A bot sat here from %(since)s to %(until)s."), { since, until });
  if (!spell.did.length) return html`<p><strong>${sat}</strong> ${gettext("It did nothing.")}</p>`;
  return html`<p><strong>${sat}</strong> ${gettext("It did:")}</p>
    <ul>
      ${spell.did.map((one) => deed(ctx, one))}
    </ul>`;
}

/** @param {Table.Ctx} ctx */
export function reliefView(ctx) {
  const spells = unreadSpells(ctx);
  if (!ctx.view || !spells.length || NOT_MINE.has(ctx.model.net.state)) return nothing;
  const away = () => {
    ctx.set({ relieved: spells[spells.length - 1].until });
    ctx.focus("#main");
  };
  const yours = ctx.view.phase !== "over" && !ctx.view.me.ready;
  const name = gettext("What a bot did here");
  return html`<section class="relief" aria-label=${name}>
    <div class="relief-told" role="group" aria-label=${name} tabindex="0">
      ${repeat(
        spells,
        (one) => one.since,
        (one) => spellView(ctx, one),
      )}
      ${yours ? html`<p>${gettext("The seat is yours again. Press Ready when you have finished the turn.")}</p>` : nothing}
    </div>
    <button type="button" class="button button-small" id="relief-away" @click=${away}>${gettext("I have read it")}</button>
  </section>`;
}
