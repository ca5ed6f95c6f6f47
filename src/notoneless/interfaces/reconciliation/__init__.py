"""The comparison as a command: files in, links, lists and a workbook out."""
