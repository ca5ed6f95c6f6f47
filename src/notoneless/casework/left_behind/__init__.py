"""Left-behind children: their files, who keeps in touch with them, the five ones, the survey of a term and its partners."""
