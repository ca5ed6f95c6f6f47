"""The register of papers, their documents, and checking one by its code."""
