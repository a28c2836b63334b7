"""Run as a process: saves releases of a folder into a server, over and over, until it is killed or told how often.

    python -m tests.neo4j.saving_process URL ROUNDS FOLDER...

Prints a line when it is ready, waits for a line, then saves and prints a line after each. ROUNDS of 0 means for ever.
"""

import datetime
import itertools
import os
import sys
from pathlib import Path

from graphdb.stores.files import read_files
from graphdb.stores.neo4j_connection import Address, Patience
from graphdb.stores.neo4j_shower import Sizes
from graphdb.stores.neo4j_store import Neo4jStore

SMALL = Sizes(versions=20, nodes=20, at_once=60)
"""Many transactions, so that a kill meets every part of a save."""


def main(url: str, rounds: str, *folders: str) -> None:
    releases = [read_files(Path(folder)) for folder in folders]
    _say("ready")
    sys.stdin.readline()
    with Neo4jStore(Address.read(url, os.environ), Patience(write=20), SMALL) as store:
        for number in itertools.count(1):
            for release in releases:
                store.save(release, datetime.datetime.now(datetime.UTC))
                _say("saved")
            if number == int(rounds):
                return


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
