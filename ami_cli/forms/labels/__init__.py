"""The labels of a call: its words compiled, found in a line, and the tables its blanks print."""
