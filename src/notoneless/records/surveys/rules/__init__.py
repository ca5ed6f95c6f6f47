"""What surveys decide, without a database: who is asked about, which answer counts, what a sheet asks for."""
