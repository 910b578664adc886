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
HISTORY_SHORT = "历史"
HISTORY_EMPTY = "还没有历史对话。问过的内容只记在这个浏览器里。"
HISTORY_CLEAR = "清空历史"
WRITING = "结论已核定，正在补充说明……"
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

# 政策体检
CHECKUP_TITLE = "政策体检"
CHECKUP_INTRO = (
    "填写知道的几项即可，不知道的留空。金额可写 1000万元，利率可写 4.35%，日期可写 2024年6月1日。"
    "填写的内容只用于本次比对，不保存。"
)
CHECKUP_GENERAL = "企业概况"
CHECKUP_ENTERPRISE = "企业名称（选填）"
CHECKUP_DAY = "按哪一天看政策（选填，如 2024-06-01）"
CHECKUP_ITEM = "{label}（第{n}项）"
CHECKUP_MORE = "再加一项{label}"
CHECKUP_RUN = "开始比对"
CHECKUP_CLEAR = "重填"
CHECKUP_YES = "是"
CHECKUP_NO = "否"
CHECKUP_UNKNOWN = "不清楚"
CHECKUP_BAD_DAY = "日期“{day}”看不明白，请写成 2024-06-01 这样的形式。"
NOT_FOLLOWED = "索引的新版本打不开，仍用原来的版本回答：{why}"
NOT_FOLLOWED_UNKNOWN = "读取时出错，详见日志。请运行 make index 重新建立索引。"
CHECKUP_CLOSED = "政策体检暂时打不开：{why}"
MATCH_TITLE = "{enterprise}政策体检结果"
MATCH_COUNTS = (
    "共比对 {all} 项：条件已符合 {met} 项，已涉及、还有条件待确认 {begun} 项，"
    "不设条件的服务 {general} 项，还没有涉及 {open} 项，不适用 {not_met} 项。"
)
MATCH_DAY = "按 {day} 的政策比对"
MATCH_GROUPS = {
    "met": "条件已符合",
    "begun": "已涉及，还有条件待确认",
    "general": "不设条件的服务",
    "open": "还没有涉及",
    "not_met": "不适用",
}
MATCH_OUTCOMES = {"met": "符合", "not_met": "不符合", "unknown": "待确认"}
MATCH_UNFOLD = "展开 {n} 项"
MATCH_NO_AMOUNT = "原文未载明金额"
MATCH_SERVICE = "服务事项，没有金额"
MATCH_OPEN_AMOUNT = "金额还不能确定"
MATCH_UNSTATED = ""
MATCH_NO_TOTAL = "各项分别列示，不能相加：同一项目按“从高、从优、不重复”执行，是否同一项目由牵头部门认定。"
MATCH_CONFLICT = "不重复享受"
MATCH_QUESTIONS = "接下来可以确认"
MATCH_NOTES = "请留意"
MATCH_SILENT = "原文没有写"
MATCH_OPEN_POINTS = "这种情况下原文没有写"
MATCH_ASSUMPTIONS = "按以下理解计算"
MATCH_EXPORT = "导出"
MATCH_WORD = "Word 文档"
MATCH_SHEET = "Excel 表格"
MATCH_PRINT = "打印版（可存为 PDF）"
MATCH_PRINT_NOW = "打印"
MATCH_FORCE = {
    "before": "所查日期在施行日以前，以下为施行后的规定。",
    "after": "所查日期在有效期届满以后，以下为有效期内的规定。",
    "within": "",
}
CHART_TITLE = "各项金额（{unit}；实心为确切金额，斜纹为上限）"
CHART_UNIT = "对数刻度"
SHEET_MEASURES = "事项"
SHEET_CONDITIONS = "条件"
SHEET_ABOUT = "说明"
SHEET_HEADS = ("结论", "事项", "条款", "对象", "金额（元）", "性质", "周期", "说明", "待确认", "原文")
CONDITION_HEADS = ("事项", "条款", "条件", "是否符合")
CARD = {
    "item": "事项", "audience": "对象", "conditions": "条件", "amount": "标准", "basis": "依据",
    "time": "时间", "lead": "牵头部门",
}  # fmt: skip
CARD_SILENT = "原文未载明"
VALID = "{start} 至 {end}"

# Sign-in
SIGN_IN = "服务专员登录"
SIGN_IN_NAME = "账号"
SIGN_IN_PASSWORD = "密码"
SIGN_IN_DO = "登录"
SIGN_IN_NOTE = "账号由管理员在命令行建立。连续输错 5 次会暂时锁定。"
SIGN_OUT = "退出"

# Desk
DESK_TITLE = "服务专员工作台"
DESK_VIEWS = {"call": "接听", "records": "通话记录", "curated": "补充回答", "feedback": "群众意见"}
DESK_ADMIN_VIEWS = {"accounts": "账号"}
DESK_SEARCH = "来电人问什么"
DESK_SEARCH_HINT = "边输入边查，例如：贴息、小巨人、zscq；按回车直接回答"
DESK_RESULTS = "事项与条款"
DESK_KEYS = "/ 查询　↑↓ 选择　回车 回答　C 复制可念的话　A 复制全文　N 记备注　Esc 清空"
DESK_NOTHING = "没有直接对应的事项，按回车让助手按整句话回答。"
DESK_START = "输入来电人的话，结果会立即出现在左边；按回车得到可以念的回答。"
DESK_SAY = "可以这样说"
DESK_COPY_SAY = "复制（C）"
DESK_COPY_ALL = "复制全文（A）"
DESK_CONDITIONS = "条件"
DESK_KINDS = {"measure": "事项", "clause": "条款"}
DESK_ASK_BACK = "可以反问"
DESK_MATTER = "涉及事项"
DESK_ENTERPRISE = "来电企业"
DESK_CALLER = "来电情况"
DESK_FACTS = "通话中了解到的"
DESK_FACTS_NONE = "还没有。来电人说到的称号、金额、期限会自动记在这里。"
DESK_MATCH = "对照全部事项"
DESK_NOTES = "备注"
DESK_CHECKS = "待核实"
DESK_CHECK_ADD = "添加"
DESK_CHECK_HINT = "例如：核实认定日期"
DESK_END = "结束通话"
DESK_ENDED = "已结束，记录已保存。"
DESK_NEXT = "新的通话"
DESK_HAND = "转交给"
DESK_HAND_NOTE = "转交说明"
DESK_HAND_DO = "转交"
DESK_HANDED = "已转交给{name}。"
DESK_COPY_RECORD = "复制记录"
DESK_EXPORT = "导出 Word"
DESK_SAVED = "已保存"
DESK_FIND = "按企业、问题或备注中的词查找"
DESK_FIND_DAY = "日期"
DESK_MINE = "只看我的和转给我的"
DESK_FOUND_NONE = "没有找到通话记录。换个词，或去掉日期再试。"
DESK_OPEN_CALL = "接着处理"
DESK_CURATE = "补充这条回答"
DESK_CURATE_TEXT = "补充的话（金额、日期必须出自所引原文）"
DESK_CURATE_QUOTE = "引用条款原文"
DESK_CURATE_DO = "提交"
DESK_CURATE_STATES = {"draft": "待发布", "published": "已发布", "withdrawn": "已撤下"}
DESK_CURATE_GONE = "引文与现行原文不符，已停止展示"
DESK_PUBLISH = "发布"
DESK_WITHDRAW = "撤下"
DESK_CURATED_NONE = "还没有补充回答。回答问题后可点“补充这条回答”。"
DESK_CURATED_KEPT = "已提交，等待编辑发布。"
DESK_FEEDBACK_NONE = "还没有收到意见。"
DESK_ROLES = {"officer": "服务专员", "editor": "编辑（可发布补充回答）", "admin": "管理员"}
DESK_ACCOUNT_STATES = {"open": "启用", "locked": "连续输错密码，已锁定", "closed": "停用"}
DESK_ACCOUNT_UNTIL = "至"
DESK_ACCOUNT_SEEN = "最近使用"
DESK_ACCOUNT_NEVER = "目前没有登录"
DESK_ACCOUNT_OPEN = "启用"
DESK_ACCOUNT_UNLOCK = "解除锁定"
DESK_ACCOUNT_CLOSE = "停用"
DESK_ACCOUNTS_TOLD = "新建账号和改密码在服务器上用命令行办理；停用会立即结束该账号的登录。"
DESK_VERDICTS = {"good": "有用", "bad": "没帮上忙"}
CALL_RECORD = "通话记录"
CALL_HEADS = {
    "enterprise": "来电企业", "officer": "接听", "started": "开始", "ended": "结束", "handed": "转交",
}  # fmt: skip
CALL_UNNAMED = "（未填企业）"
CALL_TURNS = "问与答"
CALL_OPEN = "未结束"
STATUSES = {
    "answered": "已答", "needs_facts": "待补情况", "not_specified": "原文未载明", "out_of_scope": "范围外",
    "declined": "未答",
}  # fmt: skip
