"""Pages of the files, and their content."""
