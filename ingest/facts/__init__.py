"""The curated facts: one YAML file a topic (``docs/facts-format.md``)."""
