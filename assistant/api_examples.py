"""Examples in the description of the HTTP interface."""

from __future__ import annotations

from typing import Any

QUESTION = "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"
QUOTE = (
    "对利用知识产权质押获得金融机构贷款的企业，给予实际贷款额银行基准利率的50%贴息资助，"
    "每家企业年贴息额度不超过200万元。"
)
QUESTION_EXAMPLE: dict[str, Any] = {"question": QUESTION, "as_of": "2024-06-01"}
MATCH_EXAMPLE: dict[str, Any] = {
    "profile": {
        "企业名称": "杭州某科技有限公司",
        "称号": [{"称号": "专精特新“小巨人”"}],
        "知识产权质押贷款": [{"实际贷款额": "1000万元", "银行基准利率": "4%", "贷款期限": "1年"}],
    },
    "as_of": "2024-06-01",
}
FEEDBACK_EXAMPLE: dict[str, Any] = {
    "answer": "4f0c2b7e91d3a85c6e20",
    "verdict": "bad",
    "reason": "incomplete",
    "more": "希望列出申报部门。",
}
PROBLEM_EXAMPLE: dict[str, Any] = {
    "type": "about:blank",
    "title": "内容有误",
    "status": 422,
    "detail": "提交的内容有误：question。请对照接口说明修改后再试。",
}
ANSWER_EXAMPLE: dict[str, Any] = {
    "id": "4f0c2b7e91d3a85c6e20",
    "question": QUESTION,
    "as_of": "2024-06-01",
    "status": "answered",
    "text": "按您说的情况计算，年贴息为**20万元**[1]。",
    "spoken": "按您说的情况，一年贴息20万元，以审核为准。",
    "figures": [
        {
            "measure": "ip_pledge_interest",
            "label": "知识产权质押贷款贴息",
            "amount": "200000.00",
            "bound": "exact",
            "period": "per_year",
            "trace": [
                {
                    "expression": "贷款额 × 基准利率 × 50% × 期限",
                    "values": {"贷款额": "1000万元", "基准利率": "4%", "期限": "1年"},
                    "result": "20万元",
                    "citation": 1,
                }
            ],
            "citations": [1],
        }
    ],
    "citations": [
        {
            "n": 1,
            "document": "区办〔2023〕9号",
            "path": ["二", "（二）", "6"],
            "quote": QUOTE,
            "start": 0,
            "end": 62,
        }
    ],
    "facts": [{"name": "loan.principal", "value": "10000000", "unit": "yuan", "said": "1000万元", "turn": 1}],
    "asks": [],
    "notices": ["recognition_required"],
    "versions": {"corpus": "…", "measures": "…", "embedder": "…", "assistant": "0.1.0", "model": None},
}
