"""Writes the examples of fediverse-pasture-inputs into a folder: one file of JSON for each group.

    python pasture.py FOLDER
"""

import json
import sys
from pathlib import Path
from types import ModuleType

# The package reads what other servers made of its examples with a class of a test runner, which would
# bring thirty other packages. The examples themselves need nothing.
entry = ModuleType("fediverse_pasture.runner.entry")
entry.Entry = object
sys.modules["fediverse_pasture"] = ModuleType("fediverse_pasture")
sys.modules["fediverse_pasture.runner"] = ModuleType("fediverse_pasture.runner")
sys.modules["fediverse_pasture.runner.entry"] = entry

from fediverse_pasture_inputs import available  # noqa: E402

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for old in folder.glob("*.json"):
    old.unlink()
for name, inputs in available.items():
    (folder / f"{name}.json").write_text(json.dumps(inputs.examples), encoding="utf-8")
print(sum(len(inputs.examples) for inputs in available.values()), "examples")
