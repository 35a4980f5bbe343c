"""What a ledger is: typed data and its addresses, without any input or output."""
