"""Chinese names: cleaned, folded, read in pinyin, compared by sound and shape, reduced to a skeleton."""

from notoneless.kernel.names.cleaning import DOT, clean_name
from notoneless.kernel.names.folding import fold_char, fold_name
from notoneless.kernel.names.readings import initials, load_readings, readings, surname_reading, syllables
from notoneless.kernel.names.shapes import load_corners, load_shapes, shape_similarity
from notoneless.kernel.names.skeletons import is_transliterated, skeleton, skeleton_of_folded
from notoneless.kernel.names.sounds import daily_readings, fold_sound, sound_similarity

__all__ = [
    "DOT",
    "clean_name",
    "daily_readings",
    "fold_char",
    "fold_name",
    "fold_sound",
    "initials",
    "is_transliterated",
    "load_corners",
    "load_readings",
    "load_shapes",
    "readings",
    "shape_similarity",
    "skeleton",
    "skeleton_of_folded",
    "sound_similarity",
    "surname_reading",
    "syllables",
]
