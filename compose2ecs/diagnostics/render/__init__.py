"""Diagnostics as text for people, as one line each, as JSON, SARIF and GitHub annotations: one module per form."""
