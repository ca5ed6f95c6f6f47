"""The making of databases on PostgreSQL."""
