"""The loaded project: what the translator reads. Knows no loader and no AWS."""
