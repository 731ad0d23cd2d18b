"""Where it is tried out: a Bot API server on this machine, with a chat page and a movable clock."""
