"""The facts by which units and staff are appraised, gathered for all of them at once, and the appraisal opened with them."""
