"""Starts one command and prints its exit code, milliseconds and peak megabytes. A small process of its own, because the
system counts what a process held before it became the command: started from a large one, every command looks large."""

import os
import subprocess
import sys
import time

if __name__ == "__main__":
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(process.returncode, (time.perf_counter() - start) * 1_000, usage.ru_maxrss / 1_024)
