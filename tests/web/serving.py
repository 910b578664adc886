"""Run as a program: the application over the scripted assistant. Arguments: data folder, port, options.

Options are JSON: `real` for the real assistant, `pages`: false to leave Gradio out, and those of the web.
"""

import json
import logging
import sys
from pathlib import Path

import uvicorn
from browsing import UNLIMITED
from script import scripted_assistant

from assistant.assistant import open_assistant
from assistant.settings import Settings
from assistant.state.store import open_store
from assistant.web.application import application
from assistant.web.service import Service

folder, port = Path(sys.argv[1]), int(sys.argv[2])
logging.basicConfig(level=logging.ERROR)
given = json.loads(sys.argv[3])
real, pages = given.pop("real", False), given.pop("pages", True)


def opened(settings: Settings):
    """The assistant: the real one over the index of the test run, or the script."""
    return open_assistant(Settings()) if real else scripted_assistant()


service = Service(Settings(data_dir=folder), opened, open_store)
app = application(service=service, options=UNLIMITED.model_copy(update=given), pages=pages)
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
