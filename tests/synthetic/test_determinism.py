"""Same request, same bytes, whatever the process."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from notoneless.synthetic import make_rosters, write_rosters

_PROGRAM = """
import sys
from pathlib import Path
from notoneless.synthetic import make_rosters, write_rosters
write_rosters(make_rosters(1500, 5, 2.0), Path(sys.argv[1]), "parquet")
"""


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    write_rosters(make_rosters(1500, 5, 2.0), tmp_path / "here", "parquet")
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path / hash_seed)], check=True, env=environment)
    expected = digests(tmp_path / "here")
    assert len(expected) == 9
    assert digests(tmp_path / "1") == digests(tmp_path / "2") == expected


def test_another_seed_makes_other_people():
    first, second = (make_rosters(300, seed).rosters["household"] for seed in (1, 2))
    assert first["id_no"].to_pylist() != second["id_no"].to_pylist()
