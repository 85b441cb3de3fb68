"""`pendopo run`: from an empty folder to a page, and back to silence.

In: the environment. Out: a database that is up to date, pages on a port, a worker for what takes longer.
What was done once is not done again; a start that was broken off is mended by starting again.
"""
