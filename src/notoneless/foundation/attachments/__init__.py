"""Files: sealed, named by their content, on disk before the row that names them."""
