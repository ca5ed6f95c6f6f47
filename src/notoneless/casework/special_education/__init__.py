"""Special education: a file of each child with disabilities, where it learns, and what it is taught."""
