"""What a phone is given to work with for three days: the classes, visits, surveys, home lessons and cases of whoever asks."""

from notoneless.interfaces.field_book.pages.packing.gathering import pack_for

__all__ = ["pack_for"]
