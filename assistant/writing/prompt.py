"""Prompts: files with strict names, and the hash that versions them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from string import Template

from assistant.errors import Fault
from assistant.settings import ROOT

FOLDER = ROOT / "prompts"


def fill_prompt(name: str, folder: Path = FOLDER, /, **values: str) -> str:
    """The prompt of that name with its `$names` filled in.

    Raises Fault where the file is missing, uses a name that nobody gives, or does not use one that is given.
    """
    text = read_prompt(name, folder)
    template = Template(text)
    if not template.is_valid():
        raise Fault(f"提示词 {name}.md 里有写坏的“$”，请改为 $名称 或 $$。")
    wanted = set(template.get_identifiers())
    missing, unknown = sorted(wanted - set(values)), sorted(set(values) - wanted)
    if missing or unknown:
        told = [f"缺少 ${n}" for n in missing] + [f"没有用到 ${n}" for n in unknown]
        raise Fault(f"提示词 {name}.md 与程序不一致：{'；'.join(told)}。请核对 prompts 目录。")
    return template.substitute(values)


@lru_cache(maxsize=16)
def read_prompt(name: str, folder: Path = FOLDER) -> str:
    """The words of a prompt file, without the notes for its keepers (lines that start with %)."""
    try:
        lines = (folder / f"{name}.md").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Fault(f"提示词文件 {name}.md 读不到，请核对 prompts 目录。") from None
    return "\n".join(line for line in lines if not line.startswith("%")).strip()


def prompts_version(folder: Path = FOLDER) -> str:
    """A hash over every prompt file."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.md")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
