"""`python -m jxjy`: the command line where the `jxjy` script is not on the path."""

import sys

from jxjy.cli import main

sys.exit(main())
