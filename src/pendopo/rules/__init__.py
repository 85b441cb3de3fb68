"""The pure law: what makes an SK legal, written so that an officer could follow it.

In go the facts of one posting and the dated policies of its offices, out comes its whole timeline.
No clock, no database, no Django: a rule is told every date it needs, and the same facts give the same
answer for ever. `docs/rules/` holds one page for each rule id.
"""
