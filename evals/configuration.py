"""What a run was made with, kept beside its results."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("langchain", "langchain-chroma", "chromadb", "sentence-transformers", "numpy", "jieba")


def run_configuration(
    files: Sequence[Path], versions: Mapping[str, Any], started: datetime
) -> dict[str, Any]:
    """Commit, machine, packages, the hash of each question file, and the versions that the answers carry."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "commit": commit(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "files": {str(file): hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files},
        "packages": {name: _installed(name) for name in _PACKAGES},
        "versions": dict(versions),
    }


def commit() -> str:
    """The commit that is checked out, with a + where files differ from it; empty outside a repository."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
