"""Project to Graph."""
