"""The image stage: which images a project needs and what they are called."""
