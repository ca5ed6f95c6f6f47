"""Pupils whom named people look after: their files, and who was screened."""
