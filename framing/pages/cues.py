"""The wording of page furniture: what a line says when it is not part of the article.

Each pattern is matched against a whole line, without its bullet. Layout decides first (cleaning);
these words decide where layout alone cannot.
"""

from __future__ import annotations

import re

from framing.pages.dates import DATE, MONTH

AGENCIES = {
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "dpa": "dpa",
    "epa": "EPA",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "upi": "UPI",
    "xinhua": "Xinhua",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "aa": "Anadolu",
    "bloomberg": "Bloomberg",
    "pa": "PA Media",
    "pa media": "PA Media",
    "press association": "PA Media",
    "ians": "IANS",
    "pti": "PTI",
    "ani": "ANI",
    "wafa": "WAFA",
    "agencies": "agencies",
    "news agencies": "agencies",
    "wire services": "agencies",
    "wires": "agencies",
    "agency": "agencies",
}

_SUBJECT = r"(?:articles?|stories|story|news|posts?|content|topics?|coverage|links?|videos?|reads?)"

# A line that opens a list of links to other articles. The list goes on until prose returns.
HEADING = re.compile(
    rf"(?:related(?:\s+{_SUBJECT})?|(?:read|see|watch|learn)\s+(?:also|next|more)|also\s+read"
    r"|more\s+(?:stories|news|headlines|coverage|to\s+(?:read|explore))"
    r"|more\s+(?:from|on|in|about)\s+\S.{0,60}|(?:most|top)\s+(?:read|viewed|popular|shared"
    r"|watched|commented|stories|headlines)|popular(?:\s+(?:now|stories|posts|articles|reads))?"
    r"|trending(?:\s+(?:now|stories|topics|news))?|(?:recommended|suggested|picked)"
    rf"(?:\s+{_SUBJECT})?(?:\s+for\s+you)?|you\s+(?:may|might)\s+(?:also\s+)?(?:like"
    rf"|be\s+interested"
    r"\s+in)|(?:the\s+)?latest(?:\s+(?:news|stories|headlines|updates|videos?|from\s+.{1,40}))?"
    r"|(?:up|read|what\s+to\s+read|watch)\s+next|don.?t\s+miss|editor(?:s|.s|s.)?\s+(?:picks?"
    r"|choice)|must[- ]reads?|in\s+case\s+you\s+missed\s+it|further\s+reading|keep\s+reading"
    r"|(?:from\s+)?around\s+the\s+web|(?:sponsored|promoted|paid)(?:\s+(?:content|stories|links"
    r"|posts?))?|from\s+our\s+(?:partners|network)|other\s+(?:stories|news|articles)"
    r"|(?:previous|next)\s+(?:article|story|post)|leave\s+a\s+(?:comment|reply)"
    r"|comments?\s*\(\d+\)|\d+\s+comments?|join\s+the\s+(?:conversation|discussion)"
    r"|what\s+(?:others\s+are|people\s+are)\s+reading"
    r"|(?:subscribe|register|sign\s+(?:in|up))\s+to\s+(?:unlock|continue|keep|read)\b.{0,50}"
    r"|unlock\s+this\s+(?:article|story))\s*[:»›>|.…-]*",
    re.IGNORECASE,
)

# Headings under which whole articles are listed: only a long run of prose ends such a list.
CLOSING = re.compile(
    r"(?:most|top|popular|trending|latest|the\s+latest|up\s+next|read\s+next|watch\s+next"
    r"|editor|must|more\s+(?:stories|news|headlines|from)|(?:from\s+)?around|sponsored|promoted"
    r"|paid|subscribe|register|sign|unlock|leave|comments?|\d+\s+comments?|join|previous|next"
    r"|what)\b",
    re.IGNORECASE,
)

# A line that opens a ticker of headlines.
TICKER = re.compile(
    r"(?:breaking(?:\s+news)?|just\s+in|live(?:\s+(?:now|updates|ticker|blog))?|headlines|urgent"
    r"|news\s+(?:ticker|flash)|key\s+events|pinned(?:\s+posts?)?)\s*[:»›>|•-]*",
    re.IGNORECASE,
)

_NETWORKS = (
    r"(?:facebook|twitter|x|whats\s?app|telegram|linked\s?in|reddit|e-?mail|messenger|pinterest"
    r"|instagram|tik\s?tok|you\s?tube|threads|bluesky|mastodon|viber|copy(?:\s+(?:link|url))?"
    r"|print|flipboard|pocket|tumblr|line|sms|link|rss|google\s+news|signal)"
)
_DATE_LABEL = (
    r"(?:(?:first|last|originally|date|story|article)\s+)?(?:published|updated?|posted|modified"
    r"|created|date|issued|uploaded)(?:\s+(?:on|at|date))?\s*[:|-]?\s*"
)
_WEEKDAY = r"(?:[a-z]+day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)"
_PLACE = r"(?:facebook|twitter|x|whats\s?app|telegram|instagram|you\s?tube|google\s+news|tik\s?tok)"

_REASONS: tuple[tuple[str, str], ...] = (
    (
        "date",
        rf"(?:(?:,\s+)?(?:{_DATE_LABEL})*(?:{_WEEKDAY},?\s+)?{DATE.pattern}\s*[.|·•]?\s*)+"
        rf"(?:[|·•,-]?\s*\d+\s*min(?:ute)?s?\s+read)?|{_DATE_LABEL}\S.{{0,50}}"
        r"|\d+\s*(?:[smhdw]|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|updated|posted"
        rf"|[0-3]?\d\s+{MONTH}\.?|{MONTH}\.?\s+[0-3]?\d|today|yesterday"
        rf"|[0-2]?\d:[0-5]\d(?:\s?[ap]m)?",
    ),
    (
        "byline",
        r"(?:(?:written|reported|edited|posted|photographs?|story|words"
        r"|text)\s+)?by:?\s+(?:the\s+)?"
        r"(?:(?:[a-z]+\s+){0,2}(?:reporter|correspondent|editor|writer)s?\s+)?"
        r"(?-i:[A-Z@\u0370-\uffff])[^\s;!?]*(?:\s+[^\s;!?]+){0,11}(?<!\.)|(?:author|reporter"
        r"|writer|correspondent|editor"
        r"|journalist|byline)s?\s*:\s*\S.{0,100}|from\s+our\s+(?:[\w-]+\s+){0,3}(?:correspondent"
        r"|editor"
        r"|reporter|staff|bureau)s?\b[^.!?]{0,60}|view\s+(?:author\s+)?profile"
        r"|(?-i:[A-Z])[\w’'-]*(?:\s+[\w’'-]+){0,2}\s+(?:correspondent|reporter)|staff\s+(?:writer"
        r"|report(?:er)?)s?|@[A-Za-z0-9_]{2,20}|\S+@\S+\.[a-z]{2,10}",
    ),
    (
        "read time",
        r"(?:(?:estimated\s+)?(?:reading|read)\s+time\s*:?\s*)?\d+\s*-?\s*min(?:ute)?s?\.?"
        r"(?:\s+(?:to\s+)?read(?:ing)?(?:\s+time)?)?|(?:reading|read)\s+time\s*:?\s*\d+.{0,20}"
        r"|(?:listen|play)\s*(?:\(\d+\s*min(?:ute)?s?\)|to\s+(?:this\s+)?(?:article|story).{0,30})"
        r"|\d[\d,.]*\s*k?\s+(?:views?|shares?|reads?|likes?)",
    ),
    (
        "credit",
        r"(?:news\s+)?sources?\s*:\s*\S.{0,80}(?<![.!?])|(?:photo|image|picture"
        r"|video)(?:\s+(?:credit|source"
        r"|by|courtesy))?\s*[:/]\s*\S.{0,80}|image\s+source,\s*\S.{0,80}"
        r"|\((?:adds|updates|recasts|corrects|refiles|repeats|rewrites)\b.{3,200}\)"
        r"|\(?(?:additional\s+)?reporting\s+by\s+.{3,200}"
        r"|\(?(?:with\s+)?(?:inputs?|files|material|additional\s+reporting|information)\s+(?:from"
        r"|by)"
        r"\s+.{2,100}|\(?(?:writing|editing)\s+by\s+.{3,120}"
        r"|(?:our\s+standards:\s+)?the\s+thomson\s+reuters\s+trust\s+principles\.?"
        r"|(?:this\s+(?:story|article|report)\s+(?:has\s+been|was|is)\s+(?:published|auto).{0,120}"
        r"(?:feed|edit\w*|modif\w+).{0,60})"
        r"|\(this\s+(?:story|article|report)\s+has\s+not\s+been\s+edited\b.{3,160}",
    ),
    (
        "share",
        rf"(?:share|follow|save|bookmark|tweet|pin|like|print|e-?mail)(?:\s+(?:this|us|it|on|via|to"
        rf"|the|article|story|post|page|link|{_NETWORKS})\b)*\s*[:|•]?\s*"
        rf"(?:(?:[,|/•·&]|and|on|via)?\s*{_NETWORKS}\b)*\s*(?:this\s+(?:article|story|post))?"
        rf"|{_NETWORKS}(?:\s*[,|/•·]?\s*{_NETWORKS})*|click\s+to\s+share.{{0,60}}"
        r"|copy\s+(?:link|url)|link\s+copied.{0,20}|toggle\s+.{1,40}|\d+\s+shares?"
        r"|share\s+(?:the\s+)?full\s+article"
        r"|comments?\s+\d[\d,.]*k?"
        r"|follow\s+(?-i:[A-Z])\S*(?:\s+\S+){0,4}\s+(?:opinions|work|reporting|columns?|topics?)",
    ),
    (
        "newsletter",
        r"(?:sign\s+up|subscribe|register)(?:\s+(?:now|today|here|for\s+free|free))?[!.:]?"
        r"|(?:sign\s+up|subscribe|register)\s+(?:now\s+|today\s+|here\s+|free\s+)?(?:for|to"
        r"|with)\s+"
        r"(?=.*\b(?:newsletters?|inbox|e-?mails?|alerts?|updates?|channel|podcast|digest|briefing"
        r"|our|free)\b).{0,160}"
        r"|(?:get|receive)\s+(?:our|the|all\s+the)\s+.{0,60}(?:newsletter|inbox|stories|e-?mail"
        r"|headlines).{0,80}|enter\s+your\s+e-?mail.{0,60}|(?:your\s+)?e-?mail\s+address\b.{0,20}"
        r"|thank\s+you\s+for\s+(?:subscribing|signing\s+up).{0,60}"
        r"|view\s+(?:this\s+)?e-?mail\s+in\s+.{0,20}browser|were\s+you\s+forwarded\s+this.{0,80}"
        r"|unlock\s+the\s+.{1,60}\s+for\s+free|unsubscribe(?:\s*[|·•:].{0,80})?"
        r"|you\s+(?:are\s+receiving|received)\s+this\s+e-?mail\b.{0,160}",
    ),
    (
        "app prompt",
        r"(?:download|get|install|open\s+in)\s+(?:our|the|.{1,30})\s?app\b.{0,80}|android|ios"
        r"|(?:get\s+it\s+on\s+)?google\s+play|(?:download\s+on\s+the\s+)?app\s+store"
        rf"|(?:join|follow|find|like|add|connect\s+with)\s+(?:us\s+on|our"
        rf"|(?-i:[A-Z])\S*(?:\s+\S+){{0,4}}?"
        rf"(?:\s+on)?)\s+{_PLACE}(?:\s+(?:group|channel|page|community|for)\b.{{0,60}}|[.!]?)"
        rf"|(?:turn\s+on|enable|allow)\s+notifications.{{0,40}}"
        r"|scan\s+the\s+qr.{0,60}|not\s+now|no\s+thanks",
    ),
    (
        "embedded post",
        r"view\s+(?:this|more|the\s+full)\s+\w+\s+on\s+\w+.{0,30}|a\s+post\s+shared\s+by\b.{0,80}"
        r"|(?:twitter|tweet|instagram|facebook)\s+(?:post|embed|content).{0,40}"
        r"|\d[\d,.]*k?\s+(?:retweets|reposts|replies).{0,60}",
    ),
    (
        "share",
        r"save\s+articles?\s+to\s+read\s+later.{0,80}|gift\s+(?:this\s+)?article.{0,40}",
    ),
    (
        "tags",
        r"(?:tags?|topics?|filed\s+under|keywords?|categor(?:y|ies)|labels?"
        r"|more\s+on\s+these\s+topics|(?:see\s+)?more\s+on(?=:)"
        r"|explore\s+more(?:\s+on)?(?:\s+these\s+topics)?)\s*:?(?:(?<=:)\s*\S.{0,200})?"
        r"|(?:#\w+[\s,]*){1,20}",
    ),
    (
        "cookie notice",
        r"(?:accept|agree|i\s+agree|i\s+accept|got\s+it|ok|reject|decline|cookie\s+\w+|cookies?"
        r"|close"
        r"|manage)(?:\s+(?:all|cookies|preferences|and\s+(?:close|continue)))*[!.]?"
        r"|we\s+value\s+your\s+privacy.{0,20}|by\s+(?:continuing|using|clicking)\b.{0,60}\b(?:you"
        r"|agree|consent|cookies|terms).{0,160}|(?:your\s+)?privacy\s+(?:choices|settings"
        r"|preferences)",
    ),
    (
        "accessibility",
        r"(?:list\s+of\s+\d+\s+items?\s*)?(?:list\s+\d+\s+of\s+\d+)|list\s+of\s+\d+\s+items?"
        r"|end\s+of"
        r"\s+(?:list|interactive|advert(?:isement)?|.{0,20}gallery)|skip\s+(?:to|past"
        r"|advert\w*)\b.{0,40}"
        r"|(?:image|photo|slide|item|video)\s+\d+\s+of\s+\d+|opens\s+in\s+(?:a\s+)?new\s+(?:tab"
        r"|window)"
        r"|(?:play|pause|mute|unmute|close|open)(?:\s+(?:video|audio|menu|search|dialog|carousel))?"
        r"|(?:previous|next)(?:\s+(?:slide|image|photo))?|(?:image\s+(?:source|caption)"
        r"|media\s+caption),?|!\[[^\]]*\]\([^)]*\)"
        r"|loading(?:\s*(?:\.\.\.|…))?|back\s+to\s+top|(?:hide|show)\s+(?:caption|more|less).{0,20}"
        r"|(?:toggle|expand|enlarge|view)\s+(?:caption|image|photo|gallery|comments)"
        r"|content\s+warning"
        r"|show\s+key\s+events\s+only|(?:please\s+)?turn\s+on\s+javascript\b.{0,60}"
        r"|javascript\b.{0,80}|(?:please\s+)?enable\s+javascript.{0,80}"
        r"|this\s+video\s+can\s?not\b.{0,60}",
    ),
    (
        "advertisement",
        r"(?:advert(?:isement|ising)?|ad|ads)(?:\s+(?:choices|feedback|by\s+.{1,20}))?\s*[:.-]*"
        r"|(?:story|article)\s+continues\s+(?:below|after).{0,40}"
        r"|scroll\s+(?:down\s+)?to\s+continue.{0,40}"
        r"|(?:subscribe|register|sign\s+(?:in|up))\s+to\s+(?:unlock|continue|keep|read)\b.{0,60}"
        r"|(?:get|try|enjoy)\s+(?:unlimited|full|complete)\s+(?:digital\s+)?access\b.{0,80}"
        r"|subscribe\s+to\s+(?-i:[A-Z])[^.!?]{0,40}"
        r"|continue\s+reading(?:\s+(?:below|the\s+main\s+story|after).{0,40})?|(?:report\s+this"
        r"|remove)\s+ad"
        r"|supported\s+by|become\s+a\s+(?:member|supporter|subscriber).{0,60}|support\s+(?:us|our"
        r"\s+journalism).{0,80}|(?:make\s+a\s+)?donat(?:e|ion)(?:\s+(?:now|here|today))?"
        r"|already\s+a\s+(?:subscriber|member)\b.{0,40}|(?:this\s+(?:article|content"
        r"|story)\s+is\s+)?"
        r"(?:for\s+)?subscribers?\s+only.{0,40}|(?:log|sign)\s*-?\s*in(?:\s+(?:to|or"
        r"|here)\b.{0,60})?",
    ),
    (
        "copyright",
        r"(?:©|\(c\)|copyright\b(?!\s+(?:law|claim|case|infring|suit|lawsuit|holder))).{0,200}"
        r"|all\s+(?:pictures|images|photos)\s+(?:are\s+)?(?:subject\s+to\s+)?copyright.{0,40}",
    ),
    (
        "menu",
        r"(?:home(?:\s?page)?|menu|search|news|world|politics|business|economy|sports?|opinion"
        r"|culture"
        r"|health|science|tech(?:nology)?|lifestyle|entertainment|videos?|photos?|podcasts?|weather"
        r"|e-?paper|careers?|jobs|advertise(?:\s+with\s+us)?|contact(?:\s+us)?|about(?:\s+us)?|help"
        r"|faqs?|site\s?map|authors|privacy(?:\s+policy)?|terms(?:\s+(?:of|and|&)\s+(?:use|service"
        r"|conditions))?|slogan|subscribe|log\s?in|sign\s?(?:in|up)|my\s+account|language|english"
        r"|live"
        r"(?:\s+tv)?|africa|asia|europe|middle\s+east|americas?|us|uk|all|more|features?|analysis"
        r"|(?:home|news|world|politics|business|sports?|opinion|local|national)"
        r"(?:\s+[/>›»]\s+\S[^/>›»]{0,120})+"
        r"|(?:from|to|cc|bcc|reply-to|subject|mime-version|content-type|message-id):\s\S.{0,200}"
        r"|breadcrumbs?|edition|[^\s|][^|.!?]{0,20}(?:\s+\|\s+[^\s|][^|.!?]{0,20}){2,}"
        r"|(?:home\s*)?(?:[>›»/]\s*\S.{0,30})+)",
    ),
)

# All of them as one pattern, whose groups are numbered as they are: the first that fits counts.
_ANY_REASON = re.compile(
    "|".join(f"(?P<reason_{n}>{pattern})" for n, (_, pattern) in enumerate(_REASONS)),
    re.IGNORECASE,
)

# Wording that gives a line away wherever it stands in it.
_INSIDE = (
    ("newsletter", re.compile(r"\b(?:our|free|daily|weekly|this|the\s+\w+)\s+newsletters?\b"), 160),
    ("newsletter", re.compile(r"\b(?:in|to)\s+your\s+inbox\b"), 200),
    ("newsletter", re.compile(r"^[\w\s]{0,30}\bnewsletters?$"), 60),
    ("cookie notice", re.compile(r"\b(?:uses?|accept(?: all)?)\s+(?:our\s+)?cookies\b"), 400),
    ("copyright", re.compile(r"\ball\s+rights\s+reserved\b"), 300),
    ("copyright", re.compile(r"\bmay\s+not\s+be\s+(?:published|reproduced|copied)\b"), 300),
)
_INSIDE_WORDS = (
    "newsletter",
    "inbox",
    "cookies",
    "reserved",
    "may not be",
    "principles",
    "blocker",
)

# One line that leads to another article.
LINK = re.compile(
    r"(?:read\s+more|read\s+also|also\s+read|read|see\s+also|see\s+more|must\s+read|more|related"
    r"|(?:related\s+)?(?:article|story|video|link)s?|recommended|watch|listen|explained?|explainer"
    r"|opinion|click\s+here|in\s+pictures|don.?t\s+miss|further\s+reading)\s*(?:[:|»›>–—]|\s-\s)\s*"
    r"(?P<title>\S.{4,250})|click\s+(?:here|to\s+read)\b.{0,120}"
    r"|\[[^\]]{3,160}\]\(https?://[^)\s]*\)"
    r"|(?:read|see|view)\s+(?:more|on|it|the\s+(?:full\s+)?(?:story|article|report))\s*[→»›>]+",
    re.IGNORECASE,
)

# The signature of an embedded post: — Name (@handle) December 1, 2023
POST = re.compile(r"(?:[—–-]\s*)?\S.{0,80}\(@\w{1,30}\)(?:\s*[|·]?\s*\S.{0,40})?")
POST_LINK = re.compile(r"\b(?:pic\.twitter\.com|t\.co)/\w+", re.IGNORECASE)

_NAMES = r"(?:[A-Z][\w.'’-]*\s+){1,4}"
_PLACES = r"[A-Z][\w.'’-]*(?:,?\s+[A-Z][\w.'’-]*){0,4}"

# A closing note on the author.
BIO = re.compile(
    r"(?:the\s+)?(?:[A-Z][\w.'’&-]*\s+){1,7}(?:"
    r"(?:(?:is|are|was)\s+(?:an?|the|our|based|also|currently)\b"
    r"|(?:writes|reports|covers|edits|works)\b"
    rf"|(?:and\s+{_NAMES})?contributed\s+(?:reporting|to\s+this\s+(?:report|story"
    rf"|article))\b).{{0,300}}"
    rf"|reported\s+from\s+{_PLACES}(?:,?\s+(?:and\s+)?{_NAMES}from\s+{_PLACES}){{0,3}}\.?$)"
    r"|(?:(?:you\s+can\s+)?(?:follow|contact|reach|e-?mail)\s+(?:him|her|them|the\s+author|[A-Z]\w+"
    r"(?:\s+[A-Z]\w+)?)\s+(?:on|at|via)\b.{0,120})|about\s+the\s+authors?\b.{0,300}"
    r"|[Aa]\s+version\s+of\s+this\s+(?:article|story)\s+appear\w*\s+in\s+print\b.{0,300}"
    r"|the\s+(?:views|opinions)\s+expressed\b.{0,300}",
    re.DOTALL,
)
BIO_WORD = re.compile(
    r"\b(?:reporter|journalists?|correspondent|editor|writer|columnist|producer|contributor|author"
    r"|newsroom|fellow|professor|analyst|photographer|bureau\s+chief|team|blogger|covers|intern"
    r"|twitter|@\w+|views|opinions|contributed|reported\s+from|print)\b",
    re.IGNORECASE,
)


def reason_of(line: str) -> str | None:
    """Name the kind of furniture that a whole line is, by its words, or return None.

    >>> reason_of("5 min read"), reason_of("Share on WhatsApp"), reason_of("The port closed.")
    ('read time', 'share', None)
    """
    if len(line) > 400:
        return None
    line = line.strip("*_ ")
    if not line:
        return None
    match = _ANY_REASON.fullmatch(line)
    if match is not None:
        return _REASONS[int((match.lastgroup or "").removeprefix("reason_"))][0]
    low = line.lower()
    if any(word in low for word in _INSIDE_WORDS):
        for reason, pattern, longest in _INSIDE:
            if len(line) <= longest and pattern.search(low):
                return reason
    return None
