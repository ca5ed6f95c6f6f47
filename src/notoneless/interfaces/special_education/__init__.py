"""Files of special education on the web."""
