"""What is drawn: the calendar, the chart and the figure. Plain values in, pictures out."""
