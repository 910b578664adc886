"""The documents tell the truth about the code: commands, settings, dependencies, links, names."""

import argparse
import re
import shlex
import tomllib
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

import pytest

from assistant import __version__
from assistant.cli import parser
from assistant.settings import ROOT as PACKAGE_ROOT
from assistant.settings import Settings
from assistant.web.options import WebOptions

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
EVALS_COMMANDS = {"run", "retrieval", "bench", "check", "told"}


def subparsers(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands below a parser."""
    return {
        name: command
        for action in of._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, command in action.choices.items()
    }


def said_default(value: object) -> str:
    """A setting's default as the table writes it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Path) and value.is_absolute():
        return f"`{value.relative_to(PACKAGE_ROOT)}`"
    return f"`{value}`"


# Settings


def test_settings_table_is_that_of_the_code():
    wanted = [
        f"| `ASSISTANT_{name.upper()}` | {field.description} | {said_default(field.default)} |"
        for model in (Settings, WebOptions)
        for name, field in model.model_fields.items()
    ]
    assert re.findall(r"^\| `ASSISTANT_.*$", README, re.M) == wanted


def test_documents_name_only_settings_that_exist():
    known = {f"ASSISTANT_{n.upper()}" for m in (Settings, WebOptions) for n in m.model_fields}
    for page in PAGES:
        named = set(re.findall(r"\bASSISTANT_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
        assert named <= known, page.name


# Commands


def commands_of_documents() -> list[tuple[str, str]]:
    """(page, command) for every `python -m assistant …` in a block of shell or in a line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += [(page.name, c) for c in re.findall(r"^(python -m assistant .*)$", text, re.M)]
        found += [(page.name, c) for c in re.findall(r"`(python -m assistant [^`]*)`", text)]
    return found


@pytest.mark.parametrize(("page", "command"), commands_of_documents())
def test_commands_of_documents_exist(page, command):
    if command.startswith("python -m assistant.") or "|" in command:
        return
    words = shlex.split(command.replace("[", "").replace("]", ""), comments=True)[3:]
    at, options = parser(), [word for word in words if word.startswith("--")]
    while words and words[0] in subparsers(at):
        at = subparsers(at)[words.pop(0)]
    assert at.prog != parser().prog, f"{page}: {command}"
    for option in options:
        assert option in at._option_string_actions, f"{page}: {command}"


def test_every_command_is_named_somewhere():
    everything = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in subparsers(parser()):
        assert re.search(rf"python -m assistant {name}\b", everything), name


def test_evaluation_commands_exist():
    named = set(re.findall(r"python -m evals (\w+)", README))
    assert named == EVALS_COMMANDS
    from evals.__main__ import cli as evaluation

    assert named <= {each.name or each.callback.__name__ for each in evaluation.registered_commands}


def test_make_targets_are_those_of_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M).group(1).split())
    targets = set(re.findall(r"^([a-z]+):(?!=)", makefile, re.M))
    helped = set(re.findall(r"^([a-z]+):.*##", makefile, re.M))
    assert phony == targets == helped
    assert set(re.findall(r"^\| `make (\w+)` \|", README, re.M)) == phony


def test_continuous_integration_is_make_test():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip() == "make test"


def test_counts_are_those_of_the_corpus(assistant):
    count = len(assistant.library.measures)
    assert f"共 {count} 个事项" in README and f"with {count} measures" in README


# Links and names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if not re.match(r"https?:|mailto:", target):
            assert (page.parent / unquote(target)).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_of_documents_exist(page):
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:assistant|corpus|evals|prompts|tests|docs)/[a-zA-Z0-9_./\-]+)`", text):
        assert (ROOT / path).exists(), path


def test_every_document_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name


def test_every_package_is_in_the_architecture():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in (ROOT / "assistant").iterdir():
        if (package / "__init__.py").exists():
            assert f"`assistant/{package.name}/`" in text, package.name


def test_glossary_has_the_words_of_the_code():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for chinese, english in (
        ("条款", "clause"),
        ("事项", "measure"),
        ("文号", "document number"),
        ("不重复", "no double"),
        ("公文", "document"),
        ("有效期", "validity"),
    ):
        assert re.search(rf"^\|[^|]*{chinese}[^|]*\|[^|]*{english}", text, re.M), chinese


def test_changelog_names_the_version():
    assert PROJECT["version"] == __version__
    assert f"\n## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licence():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "Version 2.0" in text and "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["license"] == "Apache-2.0"


# Dependencies


def direct() -> list[str]:
    return [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def test_dependencies_page_is_that_of_the_project():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \| (.+?) \| (.+?) \|$", page, re.M)
    rows = [row for row in rows if row[0] != "package"]
    listed = {f"{name}=={version}".lower() for name, version, *_ in rows}
    assert listed == {re.sub(r"\[.*?\]", "", pin).lower() for pin in direct()}
    for name, _, licence, _ in rows:
        assert "?" not in licence, name
        assert not re.search(r"(?<!L)GPL", licence), name


def test_every_pin_is_exact_and_in_the_constraints():
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert constraints == sorted(
        constraints, key=lambda pin: re.sub(r"[-_.]+", "-", pin.split("==")[0]).lower()
    )
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in constraints)
    for pin in direct():
        assert re.sub(r"\[.*?\]", "", pin) in constraints


def test_what_is_installed_is_what_is_pinned():
    for pin in direct():
        name, version = re.sub(r"\[.*?\]", "", pin).split("==")
        assert metadata.version(name).split("+")[0] == version
