"""What is true: days, streaks, reminders and practices as pure rules."""
