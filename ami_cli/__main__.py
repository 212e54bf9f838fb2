"""``python -m ami_cli`` is ``ami``."""

import sys

from ami_cli.cli import main

if __name__ == "__main__":
    sys.exit(main())
