"""Writes the first draft of a call's definition from its blank form."""
