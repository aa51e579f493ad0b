// The tutorial's hints, one at a time beside the panel that it speaks of; put away, it makes room for the next.
import { html, nothing } from "./lit.js";
import { fill } from "./texts.js";

export function lessonsFor(ctx, panel) {
  if (!ctx.view || ctx.view.phase === "over") return [];
  return ctx.catalogue.lessons.filter(
    (one) => one.turn === ctx.view.turn && (panel === null || one.panel === panel),
  );
}

export function lessonsView(ctx, panel) {
  const all = lessonsFor(ctx, null);
  const next = all.find((one) => one.panel === panel && !ctx.ui.dismissed.includes(one.id));
  if (!next) return nothing;
  const line = (one) =>
    html`<aside class="lesson" aria-label=${gettext("A hint")}>
      <span class="lesson-number" aria-hidden="true">${all.indexOf(one) + 1}</span>
      <p>
        <span class="visually-hidden"
          >${fill(gettext("Hint %(n)s of %(all)s:"), { n: all.indexOf(one) + 1, all: all.length })}</span
        >
        ${one.text}
      </p>
      <button
        type="button"
        class="slot-drop"
        aria-label=${gettext("Put this hint away")}
        @click=${() => ctx.set({ dismissed: [...ctx.ui.dismissed, one.id] })}
      >
        ✕
      </button>
    </aside>`;
  return line(next);
}
