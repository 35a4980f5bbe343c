"""Documents of every kind to tables: one module a kind, the kind told by the content."""
