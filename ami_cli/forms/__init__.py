"""The form engine: from documents to sightings of fields, from sightings to typed answers.

It knows nothing of file formats: it sees blocks, runs, ticks and pictures with their places.
"""
