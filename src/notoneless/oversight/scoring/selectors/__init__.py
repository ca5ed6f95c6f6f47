"""Whom an appraisal is of, and the facts of all of them. By themselves they show nobody anything."""
