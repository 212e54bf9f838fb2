"""From text to values: one parser per kind, and the notations of numbers, dates, people and places."""
