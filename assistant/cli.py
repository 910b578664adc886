"""The command line: `python -m assistant ask|serve|match|corpus|index`. Help and errors in Chinese.

Exit status: 0 an answer was given · 2 the call or its input is wrong · 1 a fault of ours (errors.py).
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from assistant.account import add_account
from assistant.demo_model import add_demo_model
from assistant.errors import AssistantError, CorpusError, UserError

if TYPE_CHECKING:
    from assistant.answering.answer import Answer

MODEL_TROUBLE = {
    "unreachable": "语言模型没有接通，请核对 ASSISTANT_MODEL_BASE_URL、模型名称和密钥。",
    "late": "语言模型没有在时限内写完（ASSISTANT_ANSWER_TIMEOUT）。",
    "replaced": "语言模型写的说明没有通过核对，没有采用。",
}

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

# argparse's own English messages, and what we say instead.
ARGPARSE_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.*)", r"无法识别的参数：\1。"),
    (r"argument (.*?): expected one argument", r"参数 \1 后面要跟一个值。"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"没有 \2 这个选择，可用的有：\3。"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"参数 \1 的值 \2 不对。"),
    (r"ambiguous option: (.*?) could match (.*)", r"参数 \1 不明确，可能是：\2。"),
    (r"argument (.*?): (.*)", r"参数 \1：\2"),
)


class ChineseFormatter(argparse.HelpFormatter):
    """argparse's help under Chinese headings."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser that explains itself, and refuses a wrong call, in Chinese."""

    def __init__(self, **given) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN003
        super().__init__(
            **{"formatter_class": ChineseFormatter, "add_help": False, "allow_abbrev": False, **given}
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in ARGPARSE_MESSAGES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message)
                break
        raise UserError(f"{message} 用法可看：{self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    try:
        # Bytes that are not UTF-8 arrive as lone surrogates: they are the user's to mend, not a crash.
        arguments = parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except AssistantError as error:
        sys.stderr.write(error.message.encode("utf-8", "replace").decode() + "\n")
        return error.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> ChineseParser:
    """All commands with their options."""
    top = ChineseParser(
        prog="python -m assistant", description="政策助手：依据政策原文回答，金额由程序计算并逐步核对。"
    )
    commands = top.add_subparsers(title="命令", required=True, metavar="命令", parser_class=ChineseParser)
    ask = commands.add_parser("ask", help="问一个问题", description="问一个问题，得到带条款出处的回答。")
    ask.add_argument("question", metavar="问题", help="要问的话；写 - 则从标准输入读取")
    ask.add_argument(
        "--as-of", metavar="日期", type=day, help="按哪一天看政策，如 2024-06-01；默认今天（北京时间）"
    )
    ask.add_argument("--session", metavar="名称", help="会话名称：同名的会话会接着上次往下谈")
    ask.add_argument("--json", action="store_true", help="只输出回答对象（JSON）")
    ask.set_defaults(run=run_ask)
    serve = commands.add_parser(
        "serve", help="打开网页", description="启动网页和接口（默认 http://127.0.0.1:7860）。"
    )
    serve.add_argument("--host", metavar="地址", help="监听地址")
    serve.add_argument("--port", metavar="端口", type=int, help="端口")
    serve.set_defaults(run=run_serve)
    match = commands.add_parser("match", help="政策体检", description="按企业情况逐项比对全部事项。")
    match.add_argument("--profile", metavar="文件", type=Path, required=True, help="企业情况（YAML 或 JSON）")
    match.add_argument("--as-of", metavar="日期", type=day, help="按哪一天看政策")
    match.add_argument("--json", action="store_true", help="输出 JSON")
    match.set_defaults(run=run_match)
    add_corpus(commands)
    add_index(commands)
    add_account(commands, ChineseParser)
    add_mcp(commands)
    add_demo_model(commands)
    return top


def add_mcp(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    told = "经标准输入输出提供工具，供支持 MCP 的软件启动。"
    mcp = commands.add_parser("mcp", help="以 MCP 方式提供工具", description=told)
    mcp.set_defaults(run=run_mcp)


def add_corpus(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    corpus = commands.add_parser("corpus", help="检查或查看语料", description="检查或查看政策语料。")
    parts = corpus.add_subparsers(title="命令", required=True, metavar="命令", parser_class=ChineseParser)
    check = parts.add_parser("check", help="逐项核对语料，有误即指出文件、行、现状和应有")
    check.set_defaults(run=run_corpus_check)
    show = parts.add_parser("show", help="显示条款树、日期、事项和覆盖情况")
    show.set_defaults(run=run_corpus_show)
    for command in (check, show):
        command.add_argument("--corpus", metavar="目录", type=Path, help="语料目录；默认用自带的")


def add_index(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    index = commands.add_parser("index", help="建立检索索引", description="建立检索索引。")
    parts = index.add_subparsers(title="命令", required=True, metavar="命令", parser_class=ChineseParser)
    build = parts.add_parser("build", help="建立索引；已是最新则不动")
    build.add_argument("--force", action="store_true", help="即使最新也重建")
    build.set_defaults(run=run_index_build)


def day(text: str) -> date:
    """The day that ISO text names; a day that does not exist is the user's error."""
    if not DATE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"日期“{text[:40]}”看不明白，请写成 2024-06-01 这样的形式。")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期“{text}”不存在，请核对后再填。") from None


def say(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def run_ask(arguments: argparse.Namespace) -> int:
    from assistant.assistant import open_assistant
    from assistant.dialogue.conversation import Conversation

    question = read_question(arguments.question)
    held: Conversation | None = None
    if arguments.session is not None:
        from assistant.state.store import open_store

        store = open_store()
        held = store.conversation(arguments.session)
    # What goes wrong with a language model is told below, in the user's words.
    logging.getLogger("assistant.writing").addHandler(logging.NullHandler())
    assistant = open_assistant()
    turns = assistant.progress(question, conversation=held, as_of=arguments.as_of)
    first = next(turns)
    # With a language model the conclusion is there to read while the rest is being written.
    early = "" if arguments.json or assistant.writer is None else assistant.lasting(first)
    if early:
        say(early)
        sys.stdout.flush()
    *_, turn = first, *turns
    if arguments.session is not None:
        store.keep(arguments.session, turn.conversation)
    if arguments.json:
        say(json.dumps(turn.answer.to_dict(), ensure_ascii=False, indent=1))
    else:
        rest = turn.answer.text.removeprefix(early)
        if rest:
            say(rest.lstrip("\n") if not early else rest.removeprefix("\n"))
    tell_of_model(turn.answer)
    return 0


def tell_of_model(answer: Answer) -> None:
    """On standard error, why a language model that is set has added nothing."""
    told = MODEL_TROUBLE.get(answer.model.outcome) if answer.model else None
    if told:
        sys.stderr.write(f"{told}以上是程序按条款写的回答，不受影响。\n")


def read_question(given: str) -> str:
    """The question from the call, or from standard input for “-”."""
    if given != "-":
        return given
    raw = sys.stdin.buffer.read(200_000)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("标准输入不是 UTF-8 文字，读不出问题。请把内容存成 UTF-8 文本后再试。") from None


def run_serve(arguments: argparse.Namespace) -> int:
    from assistant.web.server import serve

    return serve(host=arguments.host, port=arguments.port)


def run_mcp(arguments: argparse.Namespace) -> int:
    from assistant.mcp import serve_stdio

    return serve_stdio()


def run_match(arguments: argparse.Namespace) -> int:
    from assistant.assistant import today
    from assistant.calculation.match_lines import match_lines
    from assistant.calculation.matching import match
    from assistant.calculation.profile import read_profile
    from assistant.policy.library import read_library
    from assistant.settings import read_settings

    profile = read_profile(arguments.profile)
    found = match(read_library(read_settings().corpus_dir), profile, arguments.as_of or today())
    if arguments.json:
        say(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
    else:
        say("\n".join(match_lines(found)))
    return 0


def run_corpus_check(arguments: argparse.Namespace) -> int:
    from assistant.calculation.example import failed_examples
    from assistant.dialogue.exemplars_file import check_exemplars
    from assistant.policy.library import read_library

    corpus = corpus_folder(arguments)
    library = read_library(corpus)
    failed = failed_examples(library)
    if failed:
        raise CorpusError("事项里的例句没有算对：\n" + "\n".join(str(refusal) for refusal in failed))
    unasked = check_exemplars(corpus, library)
    if unasked:
        raise CorpusError("问法没有通过核对：\n" + "\n".join(str(refusal) for refusal in unasked))
    say(
        f"语料核对通过：{len(library.policies)} 份政策，{len(library.clauses)} 个条款，"
        f"{len(library.measures)} 个事项。"
    )
    return 0


def run_corpus_show(arguments: argparse.Namespace) -> int:
    from assistant.policy.library import read_library

    corpus = corpus_folder(arguments)
    for line in document_lines(corpus):
        say(line)
    # The documents are shown first: whoever adds a policy looks at its clauses before writing rules.
    library = read_library(corpus)
    for policy in library.policies:
        say(f"{policy.document}的事项：")
        for measure in library.measures:
            if measure.policy == policy.id:
                say(f"{measure.clause}  {measure.id}  {measure.name}（{measure.kind}）")
    return 0


def document_lines(corpus: Path) -> Iterator[str]:
    """Each document of the corpus as a printed tree, or why it cannot be read."""
    from assistant.policy.coverage import tree_lines
    from assistant.policy.document import Document, read_document

    for file in sorted(corpus.glob("*/source.txt")):
        try:
            source = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # refused with its place when the library is read
        document = read_document(source, policy=file.parent.name)
        if isinstance(document, Document):
            yield from tree_lines(document)


def corpus_folder(arguments: argparse.Namespace) -> Path:
    """The corpus named in the call, or the one in the settings."""
    from assistant.settings import read_settings

    folder: Path = arguments.corpus or read_settings().corpus_dir
    if not folder.is_dir():
        raise UserError(f"找不到语料目录 {folder}，请核对路径。")
    return folder


def run_index_build(arguments: argparse.Namespace) -> int:
    from assistant.assistant import build

    say(build(force=arguments.force))
    return 0
