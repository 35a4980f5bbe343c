"""msctl: livelihood-project ledgers as plain text under git."""
