"""The findings of the back-tests as tables, for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Sequence

from game_engine import Change, Finding, Findings, Outcome, Prediction, Series, Share

Rows = Sequence[Sequence[str]]

WORDS = {"holds": "holds", "unsure": "not sure", "fails": "FAILS"}
STEPS = {"holds": "", "unsure": "level, within error", "fails": "the wrong way"}


def findings_text(found: Findings) -> str:
    """All tables in plain text."""
    parts: list[str] = []
    if found.settings:
        parts.append(block("Settings", ("setting", *OUTCOME), outcomes(found.settings)))
    if found.levers:
        parts.append(block("Each lever taken away", LEVER, levers(found.levers)))
    if found.window:
        parts.append(block("The package tabled in turn", SERIES, series(found.window)))
    if found.complements:
        parts.append(block("Pressure and amnesty", ("", "negotiated"), complements(found)))
    parts += [block(f"By degrees: {degree.name}", SERIES, series(degree)) for degree in found.degrees]
    return "\n\n".join(parts)


OUTCOME = ("seats", "status quo", "negotiated", "required", "verdict")
LEVER = ("without", "negotiated", "change", "verdict")
SERIES = ("", "negotiated", "change", "")


def outcomes(found: Sequence[Outcome]) -> Rows:
    """A row a setting."""
    rows = []
    for outcome in found:
        kind, _, name = outcome.trial.rpartition("/")
        bound = outcome.bound
        required = f"{bound.outcome} {bound.side} {100 * bound.share:.0f} %" if bound else ""
        verdict = WORDS[outcome.verdict] if bound else ""
        seats = "static" if kind else "all look ahead"
        rows.append(
            (name, seats, interval(outcome.status_quo), interval(outcome.negotiated), required, verdict)
        )
    return rows


def levers(found: Sequence[Finding]) -> Rows:
    """A row a lever, the costliest to miss first."""
    ranked = sorted(found, key=lambda finding: finding.negotiated.value)
    return [
        (finding.name, interval(finding.negotiated), moved(finding.change), WORDS[finding.verdict])
        for finding in ranked
    ]


def series(found: Series) -> Rows:
    """A row a step, and one for the whole."""
    rows = [
        (step.name, interval(step.negotiated), moved(step.change), STEPS[step.verdict] if step.change else "")
        for step in found.steps
    ]
    return [*rows, ("first to last", "", moved(found.whole), WORDS[found.verdict])]


def complements(found: Findings) -> Rows:
    """A row for each of the four, and one for what they do together."""
    assert found.complements is not None
    rows = [(name, interval(share)) for name, share in found.complements.shares.items()]
    return [*rows, ("together, beyond the sum", f"{moved(found.complements.beyond)}")]


THEORY = (
    ("what exile is worth to a middling leader (status quo 1)", "", "static-risk", "exile"),
    ("risk of a strike from which leaving pays", "Fisher and Ury 1981 *", "static-risk", "risk-needed"),
    ("risk of a strike till the end", "", "static-risk", "struck-by-the-end"),
    ("risk in one turn from which leaving pays", "Fisher and Ury 1981 *", "hazard-needed", "hazard-needed"),
    ("risk on the day of a deadline", "", "hazard-needed", "hazard-at-a-deadline"),
    ("is there a zone of agreement?", "Nash 1950", "nash-split", "worth-a-deal"),
    (
        "exile accepted, if Washington is resolved",
        "McKelvey and Palfrey 1998 *",
        "exile-ultimatum-resolved",
        "accepts",
    ),
    ("officers tip below", "Morris and Shin 2003 *", "tipping", "tipping-at-a-deadline"),
    ("strength of the regime", "", "tipping", "strength"),
    (
        "breadth from which an amnesty lasts",
        "Weingast 1997; Tullock 1980 *",
        "amnesty-thresholds",
        "lasts-from",
    ),
    ("breadth on the table", "", "amnesty-thresholds", "breadth"),
)
"""Lines of the table of theory: what, whose idea, and where it stands in the predictions. Where a star stands the
arithmetic, or the game, is our own."""


def theory_lines(mornings: Sequence[Sequence[Prediction]]) -> Rows:
    """A row a result, a column a setting."""
    known = [{prediction.id: prediction for prediction in predictions} for predictions in mornings]
    return [
        (what, source, *(_quantity(predictions[name], value) for predictions in known))
        for what, source, name, value in THEORY
    ]


def _quantity(prediction: Prediction, name: str) -> str:
    found = next(quantity for quantity in (*prediction.given, *prediction.gives) if quantity.name == name)
    if found.value is None:
        return "none"
    return ("yes" if found.value else "no") if found.unit == "yes" else f"{found.value:.2f}"


def interval(share: Share) -> str:
    """A share in per cent, with its interval."""
    return f"{100 * share.value:.1f} % [{100 * share.low:.1f}, {100 * share.high:.1f}]"


def moved(change: Change | None) -> str:
    """A change in points of a per cent, with its interval."""
    return f"{100 * change.value:+.1f} [{100 * change.low:+.1f}, {100 * change.high:+.1f}]" if change else ""


def markdown(head: Sequence[str], rows: Rows) -> str:
    """A table of a page."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def block(title: str, head: Sequence[str], rows: Rows) -> str:
    """A table of a terminal."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    cells = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([title, *(f"  {line.rstrip()}" for line in cells)])
