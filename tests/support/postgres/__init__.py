"""PostgreSQL for the tests: Django's backend with the owner's hands for cleaning up, and the making of databases."""
