"""The three ledgers: on the page, as an official workbook, and printed."""
