"""Large lists that leave as a workbook: written in the background, fetched by whoever asked.

In: an actor and what of the list she wants. Out: a sealed file under an address only she can open, kept for a
day. It never runs in a process that serves pages, and holds no more of the list in memory than a few thousand
rows.
"""
