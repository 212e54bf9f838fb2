"""The only package that draws on the terminal."""
