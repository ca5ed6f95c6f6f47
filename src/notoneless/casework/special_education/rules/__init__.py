"""Rules of special education."""
