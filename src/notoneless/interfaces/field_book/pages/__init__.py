"""Pages of the field book: the book itself, what it is given, what it hands in, and what waits for a person."""

from notoneless.interfaces.field_book.pages import book, delivering, settling

ROUTES = [*book.ROUTES, *delivering.ROUTES, *settling.ROUTES]
