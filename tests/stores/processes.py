"""Other processes that use a store: ones that can be killed, and ones with fewer rights or less disk than the tests."""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import graphdb

NOBODY = 65534


def start_saving(path: Path, rounds: int, folders: list[Path]) -> subprocess.Popen[bytes]:
    """A process that saves the releases in ``folders``; it has read them when this returns."""
    script = Path(__file__).with_name("saving_process.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(path), str(rounds), *map(str, folders)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(graphdb.__file__).parents[1])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end; gives the exit code."""
    with process:
        return process.wait(timeout=60)


def in_a_child(prepare: Callable[[], None], act: Callable[[], str]) -> str:
    """What ``act`` gives in a child process that ``prepare`` has put in a worse place."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            prepare()
            said = act()
        except BaseException:
            said = traceback.format_exc()
        os.write(theirs, said.encode()[:60_000])
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def become_nobody() -> None:
    """Give up the rights of the superuser, for whom no file is read-only."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
