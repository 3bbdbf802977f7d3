"""Programs for people who work on compose2ecs; they are not installed."""
