"""Pemekaran and its kin: a place is renamed, moved, split or merged by law, and everything that hangs on it follows.

In: a node, a day in force, the legal basis. Out: today's tree changed, the former one kept for old dates, every
path below rewritten, the postings below judged again, one event; all in one transaction that holds the tree
alone. Papers are not rewritten: they say what they said. It will not undo a change, nor slip one in before a
later one: a wrong entry is put right by the opposite change.
"""
