"""Who signed: marks in the boxes of a form, at the foot of a letter, and to whom they belong."""
