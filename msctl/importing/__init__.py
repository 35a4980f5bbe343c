"""Documents to tables to records."""
