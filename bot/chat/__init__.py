"""What is said: one file a surface, each a plain function from an event to a Reply."""
