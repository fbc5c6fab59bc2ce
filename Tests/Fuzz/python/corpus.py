"""A kept corpus is one file, a line of hexadecimal digits for each input, shortest first:

    corpus.py unpack FILE FOLDER    writes each input to a file of the folder
    corpus.py pack FOLDER FILE      the other way round
"""

import hashlib
import sys
from pathlib import Path


def unpack(packed: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = packed.read_text().splitlines() if packed.exists() else []
    for line in lines:
        data = bytes.fromhex(line)
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def pack(folder: Path, packed: Path) -> None:
    inputs = {path.read_bytes() for path in folder.iterdir() if path.is_file()}
    ordered = sorted(inputs, key=lambda data: (len(data), data))
    packed.write_text("".join(data.hex() + "\n" for data in ordered))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("pack", "unpack"):
        sys.exit(__doc__)
    (pack if sys.argv[1] == "pack" else unpack)(Path(sys.argv[2]), Path(sys.argv[3]))
