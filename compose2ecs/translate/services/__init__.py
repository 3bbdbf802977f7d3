"""Rows of chapter 5 (services), by theme."""
