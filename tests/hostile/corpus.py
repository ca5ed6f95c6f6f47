"""All hostile files."""

from hostile import archives, others, workbooks
from hostile.crafting import Hostile

CORPUS: list[Hostile] = [*archives.corpus(), *workbooks.corpus(), *others.corpus()]
