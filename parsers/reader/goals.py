"""Grades that somebody works, hopes or waits for: "a board charged with getting services back to good"."""

from __future__ import annotations

from parsers.expressions import Expression

_REACH = 160
_WORK = (
    r"plan(?:s|ned|ning)?|programme|strategy|board|work(?:s|ing)?|aim\w*|pledg\w+|promis\w+|vow\w*|charged|tasked"
    r"|journey|drive|driving|bid|push|steps|help|efforts?|determin\w+|committed|commitment|need(?:s|ed)?|wants?"
    r"|wanted|hop\w+|ambiti\w+|target\w*|goals?|vision|striv\w+|way|road|path|support|strengthen\w*|try\w*|tries"
    r"|focus\w*|money|fund\w*|invest\w+|order(?:ed|s)?|must|time|how"
)
_BECOME = (
    r"make|get|become|be(?! found)|reach|achieve|bring|return|move|turn|secure|deliver|raise|lift|go|ensure|provide"
    r"|offer|maintain|build|create|sustain|run"
)
_BECOMING = (
    r"making|getting|becoming|being|reaching|achieving|bringing|returning|moving|turning|securing|delivering|raising"
    r"|lifting|going|ensuring|providing|offering|maintaining|building|creating|sustaining|running"
)
_GOAL = Expression(
    rf"\bhelp(?:s|ed|ing)? (?:to )?(?:[\w'-]+ ){{0,4}}?(?:{_BECOME})\b"
    r"(?: (?:an?|the|rated|judged|graded|even|truly|consistently|being))*[\s'\"(]*$"
    r"|\bnext (?:stop|step|stage|goal|target|aim|challenge|milestone)\b[^.;,]{0,40}$"
    rf"|\b(?:{_WORK})\b[^.;]{{0,70}}?\b(?:to (?:{_BECOME})\b|(?:at|of|with|for|to|towards|on) (?:{_BECOMING})\b)"
    r"[^.;,]{0,60}$"
)
_TOWARDS = Expression(
    r"\btowards?(?: (?:an?|the|being|becoming))?[\s'\"(]*$"
    r"|\b(?:journey|road|path|route|way|trajectory|progress)(?: back| on| up| of \w+)? (?:to|towards)"
    r"(?: (?:being|be|becoming|become|reaching|achieving|getting|an?|the|rated|judged|graded))*[\s'\"(]*$"
    r"|\b(?:what|how) (?:an? )?[\s'\"]*$"
)
# "Efforts to turn it round have paid off with a good rating": what was worked for is reached.
_REACHED = Expression(
    r"\bpa(?:id|ying) off\b|\b(?:has|have|had|was|were) (?:\w+ly |now |been |also |just )*(?:paid|led"
    r"|result\w+|earned"
    r"|won|secured|reward\w+|recogni[sz]ed|brought|seen|borne|rated|judged|graded|found|given|handed|awarded|deemed"
    r"|culminated|produced|yielded|succeeded|worked|achieved|moved|upgraded|lifted)\b"
)
_FORECAST = Expression(r"\b(?:expect(?:s|ed|ing|ations?)?|predict\w*|forecast\w*|anticipat\w+|brac\w+)\b[^.;]{0,60}$")


def is_goal(before: str) -> bool:
    """True where the words before a grade make it a goal, a way still to go or a forecast."""
    low = before[-_REACH:]
    goal = _GOAL.search(low)
    worked_for = goal is not None and not _REACHED.search(goal.group())
    return worked_for or bool(_TOWARDS.search(low) or _FORECAST.search(low))
