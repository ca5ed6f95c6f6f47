"""Realistic rosters with planted truth, and the measure of a reconciliation against it; knows nothing of `linkage`."""

from notoneless.synthetic.files import FORMATS, Format, write_rosters
from notoneless.synthetic.maker import Demonstration, make_rosters
from notoneless.synthetic.places import COUNTY
from notoneless.synthetic.scoring import Rate, Score, score

__all__ = ["COUNTY", "FORMATS", "Demonstration", "Format", "Rate", "Score", "make_rosters", "score", "write_rosters"]
