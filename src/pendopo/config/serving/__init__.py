"""What a server needs beside the pages: checks before the start, health, logs without personal data.

In: the environment and the installation. Out: a server that refuses to start unsafely, with a sentence,
and that says how it is without a login. It writes no name, no NIK, no query string, no row into a log.
"""
