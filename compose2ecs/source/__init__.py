"""Text to values with positions; knows nothing of Compose."""
