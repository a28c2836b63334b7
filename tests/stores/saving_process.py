"""Run as a process: saves the releases in the folders named, one after the other, over and over, until it is killed.

    python saving_process.py STORE ROUNDS FOLDER...

Prints a line before the first save. ROUNDS of 0 means for ever.
"""

import datetime
import itertools
import sys
from pathlib import Path

from graphdb.stores import open_store
from graphdb.stores.files import read_files


def main(path: str, rounds: str, *folders: str) -> None:
    releases = [read_files(Path(folder)) for folder in folders]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in itertools.count(1):
        for release in releases:
            with open_store(path, create=True) as store:
                store.save(release, datetime.datetime.now(datetime.UTC))
        if number == int(rounds):
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
