"""msctl: livelihood-project ledgers as plain text under git."""

__version__ = "0.1.0"
