"""Graph to text; pure."""
