"""A process of its own, of which ``bench.processes`` measures the memory: a large network, and what reaches its target."""

import sys

from bench.generate import generate
from bench.rules import Rules

if __name__ == "__main__":
    rules = Rules(generate(int(sys.argv[1])))
    rules.flowing()
    rules.held()
