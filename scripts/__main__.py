"""``python scripts COMMAND …``: see commands.py."""

import sys

from commands import missing, run

if __name__ == "__main__":
    try:
        sys.exit(run(sys.argv[1:]))
    except ModuleNotFoundError as error:
        sys.exit(missing((error.name or "").partition(".")[0]))
