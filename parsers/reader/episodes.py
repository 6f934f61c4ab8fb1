"""Episodes: the statements of an article put together, one episode for each inspection that it speaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from parsers.expressions import Expression
from parsers.reader.context import Context
from parsers.reader.episode import Episode, first_day
from parsers.reader.episode_fit import REACH, dates_fit, fits, lies_ahead, one_life, shares_date
from parsers.reader.episode_signs import bears_on, founds, is_precise, tells_ahead, tells_when
from parsers.reader.roles import timing
from parsers.reader.statement import Statement
from parsers.reader.wording import refers_to_grade

# Reports on one inspection give its month or its year only; two dates closer than this may be ends of one life.
_NEAR = 2
# An article says what it has to say of an inspection in far fewer statements; more would only cost time.
_ENOUGH = 40
_WAITS = 6


_THE_VISIT = Expression(r"\b(?:the|this|that) (?:two-day |one-day |focused |monitoring )?visit\b")
_OUT = re.compile(r"\b(?:ofsted|watchdog|inspectorate|regulator|inspectors)\b.{0,40}\b(?:publish|releas|issu)")
_BEARS_REPORT = re.compile(
    r"\b(?:letter|report|findings|results?|outcome|verdict)\b.{0,40}\b(?:publish|came out|releas|public)"
)
_POINTS_AT_REPORT = re.compile(
    r"\b(?:follows|comes after|came after|flows from)\b.{0,300}\b(?:report|inspection|visit|letter|verdict"
    r"|judgement)\b"
)


class Episodes:
    """All episodes of one article, built in the order of its statements."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.all: list[Episode] = []
        self._focus: Episode | None = None
        self._pending: list[Statement] = []
        self._letters: list[Statement] = []
        self._left: Statement | None = None

    def add(self, statement: Statement) -> None:
        """Put the statement to the episode that it speaks of, or begin one."""
        if not statement.says_something:
            if statement.letter:
                self._letters.append(statement)
            self._add_dates(statement)
            return
        episode = self._match(statement)
        if episode is None:
            if not founds(statement):
                # "They are no longer inadequate. They now require improvement": the grade before comes first.
                self._left = statement if statement.verdict.previous and not statement.maybe else self._left
                return
            episode = Episode(statement.authority, statement.service)
            self.all.append(episode)
            self._settle_pending(statement, episode)
        if episode.service == "children" and not episode.graded:
            episode.service = statement.service
        aside = statement.recalled and self._focus is not None and _said_in(self._focus, statement)
        if len(episode.statements) < _ENOUGH:
            episode.statements.append(statement)
        if self._left is not None and _is_left_by(self._left, statement):
            episode.statements.append(replace(self._left, dates={}))
            self._left = None
        if not (aside or statement.compared):
            self._focus = episode

    def close(self) -> None:
        """Take a letter that is out for the end of a visit where no other inspection of today is told of."""
        for statement in self._letters:
            own = [episode for episode in self.all if episode.authority == statement.authority]
            if not any(self._is_current(episode) for episode in own):
                statement.visited = True
                self.all.append(Episode(statement.authority, statement.service, [statement]))

    def _add_dates(self, statement: Statement) -> None:
        """A clause that gives a date alone speaks of what its sentence or the one before it speaks of."""
        focus = self._focus
        if statement.heads_section and statement.dates:
            self._pending.append(statement)
            return
        if statement.recalled and _POINTS_AT_REPORT.search(statement.clause.low) and not statement.dates:
            self._pending.append(statement)
        if focus is None and statement.today and _OUT.search(statement.clause.low):
            self._pending.append(statement)
            return
        same = self._focus is not None and self._focus.statements[-1].sentence.index == statement.sentence.index
        if not same and not is_precise(statement):
            return
        if not statement.dates or (statement.maybe and "report_expected" not in statement.dates):
            return
        if focus is None or focus.authority != statement.authority:
            self._pending.append(statement)
            return
        to_come = "report_expected" in statement.dates or tells_ahead(statement)
        if to_come and (ahead := self._announced(statement)):
            ahead.statements.append(statement)
            return
        gap = statement.sentence.index - focus.statements[-1].sentence.index
        bears = (
            gap == 0 or statement.definite or statement.weeks is not None or (statement.fresh and bears_on(statement))
        )
        bears = bears and not (statement.recalled and self._is_of_another_time(statement, focus))
        if gap <= 1 and bears and dates_fit(statement, focus):
            focus.statements.append(statement)
        elif told := self._only(statement) or self._undated_news(statement):
            told.statements.append(statement)
        elif statement.fresh:
            self._add_fresh(statement)

    def _add_fresh(self, statement: Statement) -> None:
        """A date of today is that of the article's own inspection, told before or still to be told."""
        main = self._main(statement, self.all)
        if bears_on(statement) and (main is None or not self._is_current(main)):
            self._pending.append(statement)
        elif main is not None and dates_fit(statement, main):
            main.statements.append(statement)

    def _only(self, statement: Statement) -> Episode | None:
        """The one dated inspection of the authority, where the clause says that its letter or report came out."""
        own = [e for e in self.all if e.authority == statement.authority]
        if "published" not in statement.dates or len(own) != 1 or not _BEARS_REPORT.search(statement.clause.low):
            return None
        dated = own[0].date("start") and not own[0].date("published")
        return own[0] if dated and dates_fit(statement, own[0]) else None

    def _undated_news(self, statement: Statement) -> Episode | None:
        """The grades of the day, where nothing was said so far of when inspectors were there."""
        main = self._main(statement, self.all) if tells_when(statement) else None
        if main is None or not main.graded or main.standing or main.service != statement.service or main.visit:
            return None
        undated = not (main.date("start") or main.date("end")) and self._is_current(main)
        last = max(item.value.latest for item in statement.dates.values())
        published = self.context.published.latest
        recent = published is None or published - last <= REACH
        return main if undated and recent and dates_fit(statement, main) else None

    def _announced(self, statement: Statement) -> Episode | None:
        """The inspection to come or under way whose days are told, or whose report is expected."""
        own = [e for e in self.all if e.authority == statement.authority and lies_ahead(e) and dates_fit(statement, e)]
        return own[-1] if own else None

    def _settle_pending(self, statement: Statement, episode: Episode) -> None:
        """Dates told before it was said of what: "The watchdog published its findings yesterday."""
        waiting, self._pending = self._pending, []
        for earlier in waiting:
            gap = statement.sentence.index - earlier.sentence.index
            opens = earlier.today and self.context.in_lead(earlier.sentence)
            near = gap <= 1 or ((gap <= _WAITS or opens) and not (statement.recalled or earlier.recalled))
            if near and earlier.authority == episode.authority and one_life(earlier, statement):
                episode.statements.append(earlier)

    def _match(self, statement: Statement) -> Episode | None:
        """The episode that the statement speaks of: one that shares its date or its sentence, else by its own words."""
        fitting = [
            episode
            for episode in self.all
            if fits(statement, episode)
            and self._told_when(statement, episode)
            and not self._is_of_another_time(statement, episode)
        ]
        if _THE_VISIT.search(statement.clause.low):
            fitting = [episode for episode in fitting if episode.visit] or fitting
        if not fitting:
            return None
        dated = [episode for episode in fitting if shares_date(statement, episode)]
        same = [episode for episode in fitting if episode.statements[-1].sentence.index == statement.sentence.index]
        if statement.recalled and statement.graded:
            # "On their fourth visit since it was judged inadequate": the grade is not that of the visit.
            same = [episode for episode in same if episode.first.recalled and not any(e.graded for e in same)]
        if dated or same:
            return (dated or same)[-1]
        main = self._main(statement, fitting) or fitting[0]
        focus = self._focus if self._focus in fitting else None
        if _refers_to_grade(statement):
            return _alike(statement, fitting) or main
        if focus is not None and statement.definite and _points_back(statement, focus):
            return focus
        if statement.recalled and not statement.fresh:
            return self._match_recalled(statement, fitting, main, focus)
        return self._match_told(statement, fitting, main, focus)

    def _match_recalled(
        self, statement: Statement, fitting: list[Episode], main: Episode, focus: Episode | None
    ) -> Episode | None:
        """What is said to be past belongs to an inspection that was recalled before, never to the article's own."""
        past = [e for e in fitting if e is not main or not self._is_current(e) or _is_dated_past(e)]
        if focus in past and _is_near(statement, focus):
            return focus
        alike = [e for e in past if not statement.dates or not list(e.dates()) or _same_overall(statement, e)]
        return alike[-1] if alike else None

    def _match_told(
        self, statement: Statement, fitting: list[Episode], main: Episode, focus: Episode | None
    ) -> Episode | None:
        """What is told plainly belongs to what was spoken of just now, else to the article's own inspection."""
        current = self._is_current(main)
        if not (statement.dates or statement.fresh or current) and (told := _alike(statement, fitting)):
            return told
        if statement.fresh and not statement.dates.keys() - {"published"} and not main.first.recalled:
            return main
        near = focus if _is_near(statement, focus) else None
        if near is not None and (self._is_current(near) or _points_back(statement, near)):
            return near
        if current or near is None:
            return main if current else None
        together = near.statements[-1].sentence.paragraph == statement.sentence.paragraph
        return near if together or not near.first.recalled else None

    def _told_when(self, statement: Statement, episode: Episode) -> bool:
        """False for what was found, said of an inspection that is still to come."""
        start = episode.date("start")
        if start is None or timing(start.value, self.context.published) != "future":
            return True
        return not statement.visited or statement.announced or bool(statement.dates) or " will " in statement.clause.low

    def _is_of_another_time(self, statement: Statement, episode: Episode) -> bool:
        """True where an old date would make the article's undated news old, or a month with its year would."""
        if episode.first.recalled or not self.context.in_lead(episode.first.sentence) or list(episode.dates()):
            return False
        if not statement.dates or "report_expected" in statement.dates:
            return False
        last = max(item.value.latest for item in statement.dates.values())
        published = self.context.published.latest if not self.context.published_is_guessed else None
        if published is not None:
            return published - last > REACH
        return (statement.graded or statement.visited or (statement.full and statement.recalled)) and all(
            item.value.precision != "day" for item in statement.dates.values()
        )

    def _is_current(self, episode: Episode) -> bool:
        """False for an inspection that was recalled, by words or by an old date."""
        if episode.first.recalled:
            return False
        day = first_day(episode)
        latest = self.context.published.latest or self.context.published.earliest
        return day is None or latest is None or latest - day <= REACH

    def _main(self, statement: Statement, among: list[Episode]) -> Episode | None:
        """The article's own inspection of that authority: the one reported as fresh, else the latest, or the first."""
        own = [e for e in among if e.authority == statement.authority and not e.first.recalled]
        fresh = [e for e in own if any(item.fresh and "published" in item.dates for item in e.statements)]
        if fresh or not own:
            return fresh[-1] if fresh else None
        return max(own, key=lambda episode: first_day(episode) or date.min)


def _is_left_by(left: Statement, statement: Statement) -> bool:
    """True where the statement tells the grade that followed on the one left behind."""
    overall = statement.verdict.judgements.get("overall") or statement.verdict.whole
    near = statement.sentence.index - left.sentence.index <= _WAITS
    told = overall is not None and overall != left.verdict.previous and not (statement.recalled or statement.maybe)
    return told and near and left.authority == statement.authority and left.service == statement.service


def _said_in(episode: Episode, statement: Statement) -> bool:
    """True when the sentence of the statement speaks of that episode first: what follows is said in passing."""
    last = episode.statements[-1]
    return last.sentence.index == statement.sentence.index and not last.recalled


def _is_near(statement: Statement, focus: Episode | None) -> bool:
    """True when the episode was spoken of within the last two paragraphs."""
    return focus is not None and statement.sentence.paragraph - focus.statements[-1].sentence.paragraph <= _NEAR


def _alike(statement: Statement, episodes: list[Episode]) -> Episode | None:
    """The last of the episodes with the same overall grade."""
    return next((episode for episode in reversed(episodes) if _same_overall(statement, episode)), None)


def _is_dated_past(episode: Episode) -> bool:
    """True where a year is all that dates it: nobody tells news of the day like that."""
    dates = [value for _, value in episode.dates()]
    return bool(dates) and all(value.precision == "year" for value in dates)


def _refers_to_grade(statement: Statement) -> bool:
    """True for "the inadequate judgement", which speaks of a grade that was told before."""
    return statement.graded and not statement.dates and bool(refers_to_grade(statement.clause))


def _same_overall(statement: Statement, episode: Episode) -> bool:
    wanted = statement.verdict.judgements.get("overall")
    return wanted is not None and any(item.verdict.judgements.get("overall") == wanted for item in episode.statements)


def _points_back(statement: Statement, focus: Episode) -> bool:
    """True for "it", "they" or "at that inspection" right after what it stands for."""
    last = focus.statements[-1].sentence
    return last.index == statement.sentence.index or (statement.definite and statement.sentence.index - last.index <= 1)
