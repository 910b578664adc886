"""What people read on the pages, in one place: plain, courteous Chinese; templates take it as `w`."""

from __future__ import annotations

PRODUCT = "专精特新政策助手"
TAGLINE = "依据文件原文回答，金额由程序按条款逐步计算，每个数字都附出处"
LANGUAGE = "zh-CN"

# Navigation
NAV_CHAT = "问政策"
NAV_CHECKUP = "政策体检"
NAV_SOURCE = "文件原文"
NAV_DESK = "服务专员"
NAV_LABEL = "主导航"
SKIP = "跳到正文"
WAITING = "页面正在打开，请稍候……"
WAITING_FAILED = "页面没有打开。请刷新重试；若一直打不开，请联系管理员查看服务日志。"
NO_SCRIPT = "这个页面需要浏览器开启 JavaScript。您也可以直接阅读文件原文。"

# Chat
CHAT_LABEL = "对话"
QUESTION_LABEL = "您的问题"
QUESTION_HINT = "例如：知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？"
SEND = "发送"
STOP = "停止"
STOPPED = "已停止。可以点“重新回答”，或换个问法再问。"
NEW = "新对话"
HISTORY = "历史对话"
HISTORY_EMPTY = "还没有历史对话。问过的内容只记在这个浏览器里。"
HISTORY_CLEAR = "清空历史"
READING = "正在查阅原文……"
HELLO = "您好，想了解哪一项支持？"
HELLO_MORE = "可以问某一项给多少、谁能享受、依据哪一条；也可以直接说企业的情况，由程序按条款计算。"
EXAMPLES_LABEL = "可以这样问"
EXAMPLES = (
    "专精特新“小巨人”奖励多少？",
    "知识产权质押贷款1000万元，基准利率4%，一年，能贴多少？",
    "我们刚认定为省级研发机构，有奖励吗？",
    "境外参展的展位费能补多少？",
    "这份文件什么时候到期？",
    "申报要准备哪些材料？",
)
DISCLAIMER = "本助手解读文件原文，不作承诺；是否符合、实际金额由主管部门审核认定。"
MODEL_IN_USE = "本站启用了语言模型辅助表述：您输入的文字会在隐去证件号、电话等信息后发送给该模型。"

# Answer
AMOUNTS = "金额"
EXACT = "确切"
AT_MOST = "最高"
EXACT_NOTE = "按原文和您说的情况算得，以认定为准"
AT_MOST_NOTE = "这是上限，不是一定给这么多"
PERIODS = {
    "once": "一次性",
    "per_year": "每年",
    "per_event": "每次",
    "in_stages": "分阶段",
    "unstated": "原文未写一次性或分次",
}
STEPS = "怎么算的"
STEP_BASIS = "依据"
CLAUSES = "依据条款"
OPEN_SOURCE = "在原文中查看"
CLAUSE_OF = "{document} {label}"
PREAMBLE = "文件开头"
FACTS = "我理解的情况"
FACT_CORRECT = "改"
FACT_CORRECT_LABEL = "更正：{said}"
FACT_CORRECT_FILL = "不对，{said}应为"
FACT_TURN = "第{turn}轮说的"
ASKS = "还差一点信息"
ASK_SEND = "告诉助手"
ASK_HINT = "直接填写，例如 1000万元"
SUGGESTIONS = "接着可以问"
COPY = "复制"
COPIED = "已复制"
RETRY = "重新回答"
GOOD = "有用"
BAD = "没帮上忙"
SHARE = "分享"
SHARED = "链接已复制"
ACTIONS = "对这条回答的操作"
RECEIPT = "回执"
AS_OF = "按 {day} 的政策回答"
EXPIRED = "提醒：所问日期（{day}）文件有效期已届满，下列内容为有效期内的规定。"
NOT_YET = "提醒：所问日期（{day}）文件尚未施行，下列内容为施行后的规定。"
TEXT_DEFECT = "原文此处有文字瑕疵，已照原样引用。"
CURATED = "服务专员补充"
CURATED_BY = "{author}，{day}"
YOU = "您的问题"
REPLY = "助手的回答"

# Feedback
FEEDBACK_TITLE = "哪里没帮上忙？"
FEEDBACK_REASONS = {
    "wrong_figure": "金额或日期不对",
    "wrong_clause": "条款引用不对",
    "misread": "没有听懂我的问题",
    "incomplete": "不完整",
    "hard_to_read": "看不明白",
    "other": "其他",
}
FEEDBACK_MORE = "补充说明（选填，请勿填写个人信息）"
FEEDBACK_SEND = "提交"
FEEDBACK_CANCEL = "取消"
FEEDBACK_THANKS = "谢谢，已记录。"

# Faults
FAULT = "抱歉，暂时没能回答，问题没有丢失。请稍后点“重新回答”；若反复出现，请把时间告诉管理员。"
GONE = "这条回答已超过保存期限，请重新提问。"
NOT_FOUND = "没有找到这个页面。"
TOO_LARGE = "提交的内容太大，请压缩到 {limit} 以内再试。"
TOO_MANY = "请求太频繁，请稍等片刻再试。"
INVALID = "提交的内容有误：{what}。请对照接口说明修改后再试。"
NOT_READY = "服务还没有准备好，请稍后再试。"
UNAUTHORISED = "请先登录。"
FORBIDDEN = "您的账号没有这项权限。"
FAULT_TITLE = "服务出错"
FAULT_DETAIL = "服务暂时出错，已记录。请稍后再试；若反复出现，请联系管理员。"

# Shared answer, source page
SHARED_TITLE = "一条回答"
SHARED_ASKED = "问题"
SOURCE_TITLE = "文件原文"
SOURCE_HIT = "所引原文"
SOURCE_CONTENTS = "目录"
SOURCE_BACK = "回到问政策"
SOURCE_HEADER = {
    "number": "文号",
    "issuers": "发文机关",
    "written_on": "成文日期",
    "effective_from": "施行日期",
    "last_day": "有效期最后一日",
}
