"""Ingest: readers that turn files into records; check, plan and apply. It prints nothing: the command line does."""
