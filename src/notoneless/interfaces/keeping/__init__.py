"""Keeping an installation: founding, serving, backup, restore, doctor, the chain of the audit, the keys."""
