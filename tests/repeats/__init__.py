"""Sending the same submissions again and again."""
