"""Run as a program: FastAPI and uvicorn with nothing behind them. Arguments: port, file with the stream.

Every question is answered with the same server-sent events, piece by piece, as our door sends its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import Body, FastAPI
from fastapi.responses import StreamingResponse

END = "\n\n"


def bare_application(stream: str) -> FastAPI:
    """The application that answers with the stream."""
    app = FastAPI()
    pieces = [piece + END for piece in stream.split(END) if piece]

    def told() -> Iterator[str]:
        yield from pieces

    @app.post("/api/answers")
    def answer(asked: dict[str, Any] = Body()) -> StreamingResponse:  # noqa: B008
        return StreamingResponse(told(), media_type="text/event-stream")

    @app.get("/ready")
    def ready() -> dict[str, str]:
        return {"status": "ok"}

    return app


if __name__ == "__main__":
    import uvicorn

    port, file = int(sys.argv[1]), Path(sys.argv[2])
    app = bare_application(file.read_text(encoding="utf-8"))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)
