"""Run as a program: the application over the scripted assistant. Arguments: data folder, port."""

import logging
import sys
from pathlib import Path

import uvicorn
from browsing import UNLIMITED
from script import scripted_assistant

from assistant.settings import Settings
from assistant.state.store import open_store
from assistant.web.application import application
from assistant.web.service import Service

folder, port = Path(sys.argv[1]), int(sys.argv[2])
logging.basicConfig(level=logging.ERROR)
found = scripted_assistant()
service = Service(Settings(data_dir=folder), lambda _: found, open_store)
uvicorn.run(application(service=service, options=UNLIMITED), host="127.0.0.1", port=port, log_level="warning")
