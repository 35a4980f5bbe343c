"""One module for each format a table can be written in; all have ``write(table, options)``."""
