"""What is sent on time: one due reminder a turn."""
