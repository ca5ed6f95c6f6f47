"""Keeping an installation: init, serve, doctor, backup and restore, the audit verified."""
