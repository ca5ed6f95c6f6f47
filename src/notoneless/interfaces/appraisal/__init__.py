"""Undertakings, school rules, targets, rubrics and appraisals on the web."""
