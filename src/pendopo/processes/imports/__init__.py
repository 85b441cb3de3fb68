"""Roster import: from an uploaded sheet to people, postings and papers, in one transaction, undoable.

In: a file, the answers of a person, the register as it is. Out: rows of the register with one event, and for
every row of the sheet what became of it. It never guesses: what is doubtful waits as a row, is no person and
is not counted, until a human decides.
"""
