"""What a phone is given to work with for three days: the classes, visits, surveys and home lessons of whoever asks."""

from notoneless.interfaces.field_book.pages.packing.gathering import pack_for

__all__ = ["pack_for"]
