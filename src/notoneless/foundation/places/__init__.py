"""Households, and where they live."""
