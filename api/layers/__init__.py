"""What every request passes on its way in and out, one layer a module. No layer knows a question."""
