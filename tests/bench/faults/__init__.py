"""Whether anything is lost or doubled when parts of a working installation are killed at any moment.

`python -m tests.bench.faults 200` makes an installation of its own in a folder of its own, starts it as
`pendopo run` does, lets people write and import all the while, and kills a part of it 200 times. Each write is
pressed again until it is acknowledged, as a person would. At the end everything acknowledged must be there once.
"""
