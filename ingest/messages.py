"""Sentences that more than one face shows, so that they can be told apart from others."""

GIVE_BY_NAME = "To have it back, give the file itself: dueregard ingest FILE."
