"""Signing in, second factors, first passwords; accounts and grants for the administrators."""
