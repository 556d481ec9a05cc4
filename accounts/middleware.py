"""Which workspace a signed-in person is looking at."""
