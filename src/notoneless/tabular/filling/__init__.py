"""A form from a superior: its columns told, filled with rows, all else as the superior made it."""
