"""What is known: topics, words, places, and how people write."""
