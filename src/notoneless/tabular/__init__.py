"""Spreadsheets in any shape in; official tables out."""
