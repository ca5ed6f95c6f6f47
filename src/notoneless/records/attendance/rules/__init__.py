"""What may be reported of a class, when an absence is excused, what may become of a leave."""
