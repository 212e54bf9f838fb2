"""Fictional dossiers of the built-in call, and the script that makes them."""
