"""What is known: topics, words, places, and how people write."""


class ContentError(Exception):
    """What stands in `content/` cannot be used as it is."""
