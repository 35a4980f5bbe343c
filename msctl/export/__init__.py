"""Tables to documents."""
