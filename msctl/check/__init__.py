"""Rules that records are held against."""
