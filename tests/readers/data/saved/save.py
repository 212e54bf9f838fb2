"""Makes the specimens of this folder: the bodies of ``../doc/make.py`` saved by LibreOffice.

Run by hand (``python save.py``, needs ``soffice``) when a specimen must change; the results are
kept beside, so that the tests need no LibreOffice. All people are invented.
"""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {"form": "odt rtf html", "tables": "odt rtf html", "rich": "odt fodt rtf html"}
KINDS["drawn"] = "odt rtf html"


def main() -> None:
    word = runpy.run_path(str(HERE.parent / "doc" / "make.py"))
    for name, kinds in KINDS.items():
        source = HERE / f"{name}.docx"
        word["write_docx"](source, word[name.upper()])
        for kind in kinds.split():
            option = f"{kind}:HTML:EmbedImages" if kind == "html" else kind
            command = ["soffice", "--headless", "--convert-to", option, "--outdir", str(HERE)]
            subprocess.run([*command, str(source)], check=True)
        source.unlink()


if __name__ == "__main__":
    main()
