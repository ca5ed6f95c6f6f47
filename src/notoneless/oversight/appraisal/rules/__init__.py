"""What is decided of undertakings, rubrics and appraisals."""
