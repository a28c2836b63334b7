"""How fast the rules answer on large graphs, and the command line on the real facts. Run with ``python -m bench``."""
