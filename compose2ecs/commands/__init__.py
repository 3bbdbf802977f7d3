"""One run() per verb."""
