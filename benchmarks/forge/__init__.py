"""Invented dossiers: what an applicant means (truth), and the many ways one writes it into the blank form.

Nothing here looks at the form engine: labels are those printed on the blanks, habits are those of people.
"""
