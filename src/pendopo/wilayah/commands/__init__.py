"""Writing the tree: loading it from files, and changing it by law (for `processes`, which moves what hangs on it)."""

from pendopo.wilayah.commands.loading import load_wilayah

__all__ = ["load_wilayah"]
