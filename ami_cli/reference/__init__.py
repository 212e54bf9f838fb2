"""Official reference data shipped with the program, and the resolver that reads names with it."""
