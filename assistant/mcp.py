"""The MCP server: search, clauses, measures, calculation, match and answers as tools that only read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from assistant.errors import AssistantError, UserError
from assistant.web import wording
from assistant.web.readable import check_readable
from assistant.web.service import Service, open_service

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from assistant.policy.library import Library

INSTRUCTIONS = (
    "依据政策原文回答。金额由程序按条款计算，每个数字都带出处；引用请保留条款号和原文，"
    "“最高”“不超过”不要说成一定能拿到，各项金额不要相加。"
)
Text = Annotated[str, Field(max_length=4000)]
Day = Annotated[str | None, Field(description="按哪一天看政策，如 2024-06-01；默认今天（北京时间）")]
ProfileGiven = Annotated[
    dict[str, Any],
    Field(description="企业情况：中文名称和值，如 {'称号': ['单项冠军']}；名称见 list_measures"),
]


def mcp_server(service: Callable[[], Service]) -> MCPServer:
    """The server with its tools. `service`: what they work with, asked for at each call."""
    from mcp.server.mcpserver import MCPServer

    server = MCPServer(
        "policy-assistant", title=wording.PRODUCT, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    for tool, told in _tools(service):
        server.tool(description=told, structured_output=False)(_safe(tool))
    return server


def _tools(service: Callable[[], Service]) -> tuple[tuple[Callable[..., dict[str, Any]], str], ...]:
    """The tools with what each is for."""
    from assistant.api import clause_data, found_clauses, measure_data

    def search_clauses(query: Text, limit: Annotated[int, Field(ge=1, le=20)] = 5) -> dict[str, Any]:
        return {"clauses": found_clauses(service(), query, limit)}

    def get_clause(clause_id: Annotated[str, Field(max_length=120)]) -> dict[str, Any]:
        return clause_data(service().assistant.library.clause(clause_id))

    def list_measures() -> dict[str, Any]:
        return {"measures": [measure_data(found) for found in service().assistant.library.measures]}

    def calculate(
        measure_id: Annotated[str, Field(max_length=120)], profile: ProfileGiven, as_of: Day = None
    ) -> dict[str, Any]:
        library = service().assistant.library
        found = _matched(library, profile, as_of)["measures"]
        wanted = library.measure(measure_id).id
        return next((row for row in found if row["measure"] == wanted), {"measure": wanted, "figures": []})

    def match_profile(profile: ProfileGiven, as_of: Day = None) -> dict[str, Any]:
        return _matched(service().assistant.library, profile, as_of)

    def answer(question: Text, as_of: Day = None) -> dict[str, Any]:
        return service().answer(question, as_of=_day(as_of), door="mcp")

    return (
        (search_clauses, "按内容检索政策条款，返回条款号和原文"),
        (get_clause, "取一个条款的原文"),
        (list_measures, "列出全部事项：对象、条件、依据、可填写的企业情况、原文没有写的内容"),
        (calculate, "按企业情况计算一个事项，返回金额（确切或上限）和逐步依据"),
        (match_profile, "政策体检：按企业情况逐项比对全部事项；各项不相加"),
        (answer, "用中文回答一个政策问题，返回带条款出处、金额和状态的回答"),
    )


def _matched(library: Library, profile: dict[str, Any], as_of: str | None) -> dict[str, Any]:
    from assistant.assistant import today
    from assistant.calculation.matching import match
    from assistant.calculation.profile import profile_from_data

    check_readable(profile)
    found = match(library, profile_from_data(profile), _day(as_of) or today())
    return found.to_dict()


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(wording.CHECKUP_BAD_DAY.format(day=text[:40])) from None


def _safe(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, with our errors told in Chinese and nothing of our insides."""
    from functools import wraps

    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def told(*given: object, **named: object) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except AssistantError as error:
            raise ToolError(error.message) from None
        except Exception:
            raise ToolError(wording.FAULT_DETAIL) from None

    return told


def serve_stdio() -> int:
    """The command `mcp`: the same tools over standard input and output, until the other side closes."""
    from assistant.settings import read_settings

    service = open_service(read_settings())
    with service.current.following():
        mcp_server(lambda: service).run("stdio")
    return 0
