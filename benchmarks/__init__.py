"""Measures of the program: accuracy, speed, and what it reads of public documents."""
