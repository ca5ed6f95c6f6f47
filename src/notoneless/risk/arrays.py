"""Names for the array types of this cellar."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Texts = NDArray[Any]
"""Of objects: texts, None where a cell is blank."""
