"""One encrypted file that brings a whole installation back: database, scans, keys.

In: a running installation and its recovery key. Out: a file that nobody opens without the recovery
phrase, and an installation made from it again. The machine keeps only the public half of the recovery
key, so a thief of the machine opens no backup either. It will not write into a filled installation
unasked, and it leaves nothing half-written: everything is proved before it takes its place.
"""
