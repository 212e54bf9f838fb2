"""The form engine: from documents to sightings of fields, from sightings to typed answers.

It knows nothing of file formats: it sees blocks, runs, ticks and pictures with their places. Read it in this order:

- ``understand``: one dossier. It asks ``dossier`` what each file is and which form counts, ``locate`` for the fields of
  a form, ``signing`` for who signed; ``assemble`` then turns sightings and corrections into typed answers.
- ``locate``: one form. ``view`` tells what each label means where it stands; ``ways`` finds where the value lies.
- ``key``: one call, compiled once: its ``labels``, and every line and table that its blanks print.
- ``choices``, ``values``: marks beside options, and the one door from text to values.
- ``sheet``, ``words``: the document laid out for reading, and the folding of its words.
"""
