"""The numbers by which a record says what it was played under.

Two rounds of one edition, seed and log under the same RULES are equal to the last bit; under the same BOTS as well, the
bots give the same orders. The tests hold both to the golden playthroughs: whoever changes what happens in them is told
to move the number.
"""

RULES = 1
"""Moved whenever a replay of the same log could come to another state."""

BOTS = 1
"""Moved whenever a bot would act otherwise in the same place."""
