"""A document laid out for reading: one unit per paragraph, with the cell and table that hold it."""
