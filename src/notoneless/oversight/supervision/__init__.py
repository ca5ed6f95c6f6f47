"""Supervision: inspections and mending, what schools keep of their conduct, circulars, interviews, complaints, inquiries."""
