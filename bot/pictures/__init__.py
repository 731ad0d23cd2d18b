"""What is drawn: the calendar, the chart and the figure. Plain values in, pictures out."""

# Counts up where the same values look different: what was sent before is not sent again.
EDITION = "1"
