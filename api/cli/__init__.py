"""The command line: ``datareach``.

Exit codes, which stay as they are:

====  =====================================================================================================
0     answered; also a known place without a known route (outcome ``no_known_route``)
1     interrupted, the reader of the output went away, or the output cannot be written
2     wrong usage, or a parameter that cannot be read
3     an id that no record has, or a release that does not exist
4     facts or files with faults
5     a load that would lose too much
6     the store is missing, not ours, busy, or cannot be read or written
7     a picture cannot be drawn: a program or font that it needs is missing
====  =====================================================================================================

Modules here import what a command needs when it runs, so that ``datareach --help`` answers at once.
"""

from api.cli.program import command_names, main, program

__all__ = ["command_names", "main", "program"]
