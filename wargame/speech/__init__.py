"""What happens at the table, in sentences: in every language of ours, third person, for players and for the log.

The scenario's own texts (seats, orders, undertakings, ends) come from the scenario, the words between them from
gettext.

Causes of a track's change that have words of their own (`causes.CAUSES`; any other reads "other causes"):
order, tabled, signed, backed, closed, guarantee, exile, draw_down, ultimatum, quiet_turn, deadline_passed, strike,
failed_strike, threat_kept, threat_lapsed, incident, briefed, clock, oversight, decay, drift, support, mediation,
monitors, hardship, relief, prisoners, mobilised, repressed, conflict, rally, purge, co_opt, defections, stood_down,
refused, sanctions, start.
"""

from wargame.speech.words import Words

__all__ = ["Words"]
