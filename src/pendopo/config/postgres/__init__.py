"""PostgreSQL that Pendopo brings along: found, set up, started, attached to and stopped by itself.

In: a folder. Out: a running server that only this account can reach, and how to connect to it.
It binds a socket in a folder of mode 0700 (the loopback where there are no sockets), asks a random
password even there, and never runs as root. It will not upgrade a data folder of another major
version, and it touches the rights of no folder that is not its own.
"""
