"""Options and their marks: which boxes stand beside which words, and which were chosen."""
