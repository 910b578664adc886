"""`python -m assistant`."""

import gc
import sys

from assistant.cli import main

# One question and the process ends: looking for garbage in what the start makes takes a tenth of it.
if sys.argv[1:2] == ["ask"]:
    gc.disable()
sys.exit(main())
