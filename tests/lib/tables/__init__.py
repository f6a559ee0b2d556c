"""Files of tables, read and written."""
