"""Figures and rows taken from snapshots."""
