"""Make the checkout importable and give `.venv/bin/pendopo`, without downloading a build backend."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """#!{python}
import sys

from pendopo.config.cli import main

sys.exit(main())
"""

Path(sysconfig.get_path("purelib"), "pendopo-checkout.pth").write_text(f"{ROOT / 'src'}\n")
script = Path(sysconfig.get_path("scripts"), "pendopo")
script.write_text(SCRIPT.format(python=sys.executable))
script.chmod(0o755)
