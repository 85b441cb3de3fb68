"""Print the entry of uv, with its hashes, from a requirements file: enough to install all the rest with it."""

import re
import sys
from pathlib import Path

entry = re.search(r"^uv==(?:.*\\\n)+.*", Path(sys.argv[1]).read_text(), re.MULTILINE)
if entry is None:
    sys.exit("no uv in the requirements")
print(entry[0])
