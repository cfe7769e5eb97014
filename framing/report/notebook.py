"""What notebooks show of an article, an analysis and a comparison: small, escaped, no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from framing.report.highlight import KINDS, highlight
from framing.report.plain_names import clean, count_of, outlet_name

if TYPE_CHECKING:
    from framing.analysis import Analysis
    from framing.article import Article
    from framing.comparison import Comparison

_STYLE = Markup(
    "<style>.framing mark{color:inherit;background:none}"
    ".framing .kn{text-decoration:underline 3px}.framing .kd{text-decoration:underline wavy}"
    ".framing .ks{outline:1px dotted}.framing .kl{text-decoration:underline double}"
    ".framing .kh{text-decoration:underline dotted 2px}"
    ".framing .kx{text-decoration:underline dashed 2px}"
    ".framing .kf{border:1px solid;border-radius:3px}.framing .kc{text-decoration:overline}"
    ".framing .vq{font-style:italic;border-left:2px solid;border-right:2px solid;padding:0 .15em}"
    ".framing .va{border-left:2px dotted;border-right:2px dotted;padding:0 .15em}"
    ".framing .text{max-width:46rem;line-height:1.7}</style>"
)
_MOST_ROWS = 20


def article_html(article: Article) -> Markup:
    """Return an article's head and text as HTML.

    >>> from framing.article import Article
    >>> "&lt;b&gt;" in article_html(Article(id="a", text="<b> bold"))
    True
    """
    date = f"{article.published:%d %B %Y}" if article.published else "date not known"
    return Markup(
        '<div class="framing"><p><b><bdi>{}</bdi></b><br><bdi>{}</bdi>, {}; id <code>{}</code></p>'
        '<div class="text" dir="auto">{}</div></div>'
    ).format(
        clean(article.title or "no title"),
        outlet_name(article.outlet),
        date,
        article.id,
        highlight(article.text, []),
    )


def analysis_html(analysis: Analysis) -> Markup:
    """Return an analysis: its one article with its findings marked, or a table of articles."""
    if len(analysis) == 1:
        return _marked(analysis)
    rows = [
        Markup("<tr><td><bdi>{}</bdi></td><td><bdi>{}</bdi></td><td>{}</td></tr>").format(
            outlet_name(article.outlet),
            clean(article.title or article.text[:60]),
            f"{article.published:%Y-%m-%d}" if article.published else "–",
        )
        for article in analysis.corpus[:_MOST_ROWS]
    ]
    more = len(analysis) - len(rows)
    table = "<tr><th>outlet</th><th>title</th><th>published</th></tr>"
    return Markup(
        '<div class="framing"><p><b>Analysis of {}</b>: {}, {}, {}</p><table>{}{}</table>{}</div>'
    ).format(
        count_of(len(analysis), "article"),
        count_of(len(analysis.findings.hits["start"]), "hit"),
        count_of(len(analysis.findings.attributions["start"]), "attribution"),
        count_of(len(analysis.findings.harm["start"]), "mention of harm", "mentions of harm"),
        Markup(table),
        Markup("").join(rows),
        escape(f"… and {more} more") if more else "",
    )


def _marked(analysis: Analysis) -> Markup:
    from framing.report.articles import marks_of, voices_of

    (article,) = analysis.corpus
    body = highlight(
        article.text, marks_of(analysis).get(article.id, []), voices=voices_of(analysis).get(0, [])
    )
    legend = [Markup('<mark class="{}">{}</mark>').format(k.code, k.name) for k in KINDS]
    legend += [Markup('<span class="vq">quoted</span>'), Markup('<span class="va">reported</span>')]
    return Markup(
        '<div class="framing">{}<p>{}</p><div class="text" dir="auto">{}</div></div>'
    ).format(_STYLE, Markup(" · ").join(legend), body)


def comparison_html(comparison: Comparison) -> Markup:
    """Return what a comparison rests on, its findings in sentences and how much cannot be said."""
    from framing.report.sentences import finding_basis, finding_figures, finding_sentence, upright

    chosen, table = comparison.selection, comparison.contrasts
    differs = table[table["verdict"] == "differs"].head(5)
    said = [
        Markup("<li><bdi>{}</bdi> <small><bdi>{}; {}</bdi></small></li>").format(
            finding_sentence(row), finding_figures(row), finding_basis(row)
        )
        for row in map(upright, differs.to_dict("records"))
    ]
    few = int((table["verdict"] == "too_few").sum())
    return Markup(
        '<div class="framing"><p><b>{}, {}, {}</b></p><ol>{}</ol><p>{}: too few to say.</p>'
        "<p><small>Describes wording, not accuracy or intent; no evidence of a difference is not"
        " evidence of sameness.</small></p></div>"
    ).format(
        count_of(len(chosen.outlets), "outlet"),
        count_of(len(chosen.shared), "shared event"),
        count_of(int(chosen.compared.sum()), "article"),
        Markup("").join(said),
        count_of(few, "comparison"),
    )
