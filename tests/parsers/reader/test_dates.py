"""Dates as reporters write them: what each expression means in an article of a given day, and what is no date.

In each case the expression stands in square brackets, which are taken out before reading.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.partial_date import Window
from parsers.reader.dates import DateExpression, find_dates

TUESDAY = "2019-09-17"
WEDNESDAY = "2020-01-22"
OCTOBER = "2025-10-09"

DATES = [
    # In full
    ("It was issued on [16 September 2019].", None, "2019-09-16"),
    ("It was issued on [September 16, 2019].", None, "2019-09-16"),
    ("It was issued on [September 16 2019].", None, "2019-09-16"),
    ("It was issued on the [16th of September 2019].", None, "2019-09-16"),
    ("It was issued on the [16th September 2019].", None, "2019-09-16"),
    ("It was issued on [Monday 16 September 2019].", None, "2019-09-16"),
    ("It was issued on [Monday, 16th September, 2019].", None, "2019-09-16"),
    ("It was issued on [Monday, September 16th, 2019].", None, "2019-09-16"),
    ("It was issued on [Mon 16 Sep 2019].", None, "2019-09-16"),
    ("It was issued on [Sept. 16, 2019].", None, "2019-09-16"),
    ("It was issued on [16/09/2019].", None, "2019-09-16"),
    ("It was issued on [16/9/19].", None, "2019-09-16"),
    ("It was issued on [16.09.2019].", None, "2019-09-16"),
    ("It was issued on [2019-09-16].", None, "2019-09-16"),
    ("In care at the end of [October 31, 2019].", None, "2019-10-31"),
    ("A letter ([6 December 2018]) said so.", None, "2018-12-06"),
    # Ranges and lists in full
    ("The visit on the [11 and 12 July 2018] was short.", None, "2018-07-11/2018-07-12"),
    ("Between [1 April and 31 August 2020] it was shut.", None, "2020-04-01/2020-08-31"),
    ("Fieldwork from [23 September to 4 October 2019].", None, "2019-09-23/2019-10-04"),
    ("Fieldwork from [30 December 2019 to 10 January 2020].", None, "2019-12-30/2020-01-10"),
    ("Fieldwork from [30 December to 10 January 2020].", None, "2019-12-30/2020-01-10"),
    ("The inspection, [9-13 June 2025], was short.", None, "2025-06-09/2025-06-13"),
    ("The inspection, [9–13 June 2025], was short.", None, "2025-06-09/2025-06-13"),
    ("A visit split across [December 2022 and February 2023] ended.", None, "2022-12/2023-02"),
    ("In the year [2018/19] it overspent.", None, "2018/2019"),
    ("Between [2018 and 2020] three directors left.", None, "2018/2020"),
    ("From [2016 to 2019] it was under direction.", None, "2016/2019"),
    # Months and years in full
    ("Judged so in [November 2014].", None, "2014-11"),
    ("Judged so in [Nov 2014].", None, "2014-11"),
    ("Judged so back in [July 2018].", None, "2018-07"),
    ("It was so in [2014].", None, "2014"),
    ("It has been so since [2014], when Ofsted judged it.", None, "2014"),
    ("Improvements since the [2018] focused visit were seen.", None, "2018"),
    ("As recently as [2018] it was inadequate.", None, "2018"),
    ("Older residents will recall [2016], when it failed.", None, "2016"),
    ("Rated good in early [2022] by Ofsted.", None, "2022"),
    ("It was due by the end of [2021].", None, "2021"),
    ("In [spring 2018] it raised concerns.", None, "2018"),
    ("How different from the [summer of 2018], they say.", None, "2018"),
    ("Last assessed in [autumn 2022], before it was wound up.", None, "2022"),
    ("It starts in the first quarter of [2020].", None, "2020"),
    # Weekdays within a named week, and days named by weekday and number alone
    ("They called on [Tuesday of last week].", "2025-06-18", "2025-06-10"),
    ("They called on [Tuesday and Wednesday last week].", "2025-06-18", "2025-06-10/2025-06-11"),
    ("They were in from [Monday to Friday last week].", "2025-06-18", "2025-06-09/2025-06-13"),
    ("It will last until [Friday of next week].", "2025-06-12", "2025-06-20"),
    ("It will start on [Monday week].", "2025-06-18", "2025-06-30"),
    ("It will begin [this coming Monday, the 9th].", "2026-02-04", "2026-02-09"),
    ("They will be here to [Friday the 13th].", "2026-02-04", "2026-02-13"),
    ("They rang on [Monday the 2nd].", "2026-02-04", "2026-02-02"),
    ("The letter came the [day before yesterday].", "2025-06-18", "2025-06-16"),
    # Anniversaries
    ("They came [three years ago this week].", "2026-10-14", "2023-10"),
    ("They came [a year ago this month].", "2026-10-14", "2025-10"),
    ("They came [three years ago today].", "2026-10-14", "2023-10-14"),
    ("It was inadequate [this time last year].", "2026-10-14", "2025-10"),
    # Clipped years, months before "of last year"
    ("They came in [November '23].", "2025-06-18", "2023-11"),
    ("They came in [April of last year].", "2025-06-18", "2024-04"),
    ("[April of last year] brought a visit.", "2025-06-18", "2024-04"),
    # Weeks
    ("They came in the [week beginning Monday 5 December].", "2023-01-26", "2022-12-05"),
    ("They came [w/c 5 May].", "2025-06-18", "2025-05-05"),
    # What belongs to a month has mostly been
    ("It awaits the report of [January]'s inspection.", "2026-03-05", "2026-01"),
    # What was meant to be is past, whatever its infinitive says
    ("It was meant to be over before [Christmas].", "2023-01-26", "2022-12"),
    ("It was supposed to end in [November].", "2023-01-26", "2022-11"),
    # The year from publication
    ("Inspectors were there on [September 5].", TUESDAY, "2019-09-05"),
    ("Inspectors were there on [5 October].", WEDNESDAY, "2019-10-05"),
    ("The inspection will start on [September 23].", TUESDAY, "2019-09-23"),
    ("It will visit on [May 6 and May 7].", WEDNESDAY, "2020-05-06/2020-05-07"),
    ("It will visit on [May 6 and 7].", WEDNESDAY, "2020-05-06/2020-05-07"),
    ("Inspectors were in between [June 8 and 19].", "2026-08-04", "2026-06-08/2026-06-19"),
    ("Inspectors were there from [July 6-10].", "2026-08-04", "2026-07-06/2026-07-10"),
    ("They spent [September 20 and 21] with the team.", "2023-10-26", "2023-09-20/2023-09-21"),
    ("It was from [23 September to 4 October].", "2019-11-05", "2019-09-23/2019-10-04"),
    ("They were there on [30 and 31 January and 1 February].", "2018-03-01", "2018-01-30/2018-02-01"),
    ("Standard inspection, [8 to 19 June].", "2026-08-05", "2026-06-08/2026-06-19"),
    ("Slough ([19-20 November]).", "2026-01-13", "2025-11-19/2025-11-20"),
    ("It was held from [30 December to 10 January].", "2025-02-01", "2024-12-30/2025-01-10"),
    ("Ofsted rated it inadequate back in [November].", WEDNESDAY, "2019-11"),
    ("A draft plan went to Ofsted in [December].", WEDNESDAY, "2019-12"),
    ("The report is expected in [March].", WEDNESDAY, "2020-03"),
    ("She retires at the end of [March].", "2021-12-17", "2022-03"),
    ("The findings are due to be made public in [August].", "2025-06-18", "2025-08"),
    ("It is to report by [May].", WEDNESDAY, "2020-05"),
    ("The report will be published on [4 November].", TUESDAY, "2019-11-04"),
    ("From [1 September] she will be director.", "2026-07-08", "2026-09-01"),
    ("It would hold its first meeting on [11 January].", "2021-12-17", "2022-01-11"),
    ("The notice is dated [21 December].", "2024-01-04", "2023-12-21"),
    ("They were inspected from [January 30 to February 2 this year].", "2024-03-21", "2024-01-30/2024-02-02"),
    ("A direction was made in [March last year].", "2025-03-26", "2024-03"),
    ("A visit in [October last year] looked at care.", "2026-07-08", "2025-10"),
    ("In the [autumn of last year] inspectors came.", "2026-08-04", "2025"),
    ("The return is set for [May next year].", OCTOBER, "2026-05"),
    ("They had spent [February and March] on site.", "2019-06-06", "2019-02/2019-03"),
    # Weekday and date give the year
    ("It will start on [Monday, September 23].", TUESDAY, "2019-09-23"),
    ("It ran from [Monday, April 23 to Friday, May 4].", "2018-06-26", "2018-04-23/2018-05-04"),
    ("They came on [Tuesday 5 and Wednesday 6 November].", "2024-12-05", "2024-11-05/2024-11-06"),
    ("On site from [Monday to Friday, March 16 to 20].", "2026-03-11", "2026-03-16/2026-03-20"),
    ("It is put off until [Tuesday 14 and Wednesday 15 February].", "2023-01-26", "2023-02-14/2023-02-15"),
    ("Published today ([Monday 11 September]).", "2023-09-11", "2023-09-11"),
    ("They were there on [Thursday 14 May].", "2025-06-01", "2025-05"),  # a Wednesday: the month alone is safe
    # Months by name and order
    ("It was found so [last July].", "2024-07-12", "2023-07"),
    ("Rated outstanding [last September].", "2019-06-06", "2018-09"),
    ("They had been on site [last November].", "2026-03-12", "2025-11"),
    ("Who employs them [next April]?", "2022-05-25", "2023-04"),
    # Weekdays
    ("The council was told on [Monday].", TUESDAY, "2019-09-16"),
    ("Ofsted said on [Monday] it was better.", "2024-12-02", "2024-12-02"),
    ("The report was issued [last Friday].", "2024-09-05", "2024-08-30"),
    ("An open evening [next Thursday].", "2025-11-14", "2025-11-20"),
    ("They were told to expect inspectors on [Monday].", "2025-06-18", "2025-06-23"),
    ("He starts as interim on [Monday].", "2019-06-06", "2019-06-10"),
    ("They will be here until [Friday].", "2026-02-10", "2026-02-13"),
    ("Late on [Wednesday] he resigned.", "2019-06-06", "2019-06-05"),
    ("The letter came out ([Tuesday]).", "2025-04-30", "2025-04-29"),
    ("A vote on [Tuesday] night went against it.", "2025-04-10", "2025-04-08"),
    ("[Monday] and nobody knew.", TUESDAY, "2019-09-16"),
    ("They will meet [next Thursday].", "2019-09-17", "2019-09"),  # the 19th for some, the 26th for others
    # Days and weeks
    ("It was published [today].", "2018-12-06", "2018-12-06"),
    ("It was published [yesterday].", "2025-03-14", "2025-03-13"),
    ("It was announced [last night].", "2026-02-12", "2026-02-11"),
    ("It was announced [this morning].", "2026-02-12", "2026-02-12"),
    ("It closes [tomorrow] night.", "2026-03-11", "2026-03-12"),
    ("It came out [a fortnight ago].", "2018-06-26", "2018-06-12"),
    ("It came out [ten days ago].", "2018-06-26", "2018-06-16"),
    ("It came out [two weeks ago].", "2018-06-26", "2018-06-12"),
    ("The board met [last week].", "2026-03-12", "2026-03"),
    ("The board meets [next week].", "2026-01-13", "2026-01"),
    ("The board met [earlier this week].", "2025-06-18", "2025-06"),
    ("Inspectors are here [this week].", "2026-04-28", "2026"),  # the week runs from April into May
    ("The [week of 6 July] was busy.", "2026-08-04", "2026-07-06"),
    ("They spent the [week beginning Monday 5 December] there.", "2023-01-26", "2022-12-05"),
    ("They spent the [week commencing 23 September] there.", "2019-11-05", "2019-09-23"),
    ("Interviews: [weeks beginning 24 and 31 March].", "2025-02-20", "2025-03-24/2025-03-31"),
    ("In the [last week of October] they asked.", "2023-11-30", "2023-10"),
    ("They came in the first week of [December] and left.", "2025-01-30", "2024-12"),
    # Relative months and years
    ("He stepped down [last month].", TUESDAY, "2019-08"),
    ("He will step down [next month].", "2019-12-17", "2020-01"),
    ("He stepped down [earlier this month].", TUESDAY, "2019-09"),
    ("He stepped down [this month].", TUESDAY, "2019-09"),
    ("A meeting before the end of [the month].", "2023-09-13", "2023-09"),
    ("It was so [last year].", TUESDAY, "2018"),
    ("It was so [this year].", TUESDAY, "2019"),
    ("A report is promised before the end of [the year].", "2024-04-18", "2024"),
    ("It was inadequate [four years ago].", TUESDAY, "2015"),
    ("It was inadequate [three years back].", TUESDAY, "2016"),
    ("It was better [ten months ago].", "2024-07-12", "2023-09"),
    ("They will be back in [three years' time].", TUESDAY, "2022"),
    ("He would step down in the [new year].", "2024-12-03", "2025"),
    ("The report is due early in the [new year].", "2023-11-30", "2024"),
    ("It had been expected since the [turn of the year].", TUESDAY, "2019"),
    # Seasons
    ("She was appointed in the [autumn].", "2025-03-26", "2024"),
    ("A mock inspection was held in the [spring].", "2025-06-18", "2025"),
    ("The report is expected in the [spring].", "2026-02-10", "2026"),
    ("It was rated good [last summer].", "2025-04-09", "2024"),
    ("They were there earlier [this autumn].", "2025-11-11", "2025"),
    ("A revised framework comes [next spring].", "2025-08-14", "2026"),
    ("It arrived four days before [Christmas] by post.", "2024-01-04", "2023-12"),
    # From a date before it in the text
    ("It came in July and reported the [following month].", "2018-12-06", "2018-08"),
    ("It came in July and reported the [month after].", "2018-12-06", "2018-08"),
    ("They came on 11 February and stayed until the [following afternoon].", "2025-03-14", "2025-02-12"),
    ("At the end of July, on the [31st], they called.", "2024-09-03", "2024-07-31"),
    ("They called on the 31st of July and left [the next day].".replace("[the next", "the [next"), "2024-09-03",
     "2024-08-01"),
    ("It failed in the summer of 2018. Later [the same year] it stayed.".replace("[the same", "the [same"), None,
     "2018"),
    ("The report of May 2022 was bad. Two [months later] he left.".replace("Two [", "[Two "), None, "2022-07"),
    ("Inadequate in May 2024, it had a notice by [July].", None, "2024-07"),
    ("It was published on 4 March 2025 after a visit from [20 to 24 January].", None, "2025-01-20/2025-01-24"),
    ("A report of 29 January 2025 is good. The visit was in [December].", None, "2024-12"),
    ("It is more than a year since the fall. In August 2024 it came. [Last July] they came back.", None, "2025-07"),
    ("3 February 2022\n\nThe nursery was inspected in [December].", None, "2021-12"),
]  # fmt: skip

NO_DATES = [
    ("It was a two-week inspection.", TUESDAY),
    ("Inspectors held it over two days.", TUESDAY),
    ("He writes every six weeks.", TUESDAY),
    ("It inspects up to six times per year.", TUESDAY),
    ("A full inspection is due within 18 months.", TUESDAY),
    ("We have gone fast in the last 18 months.", TUESDAY),
    ("It has been so over the last year.", TUESDAY),
    ("This may be the case and may 12 children wait?", TUESDAY),
    ("The Prime Minister, Theresa May, said so.", TUESDAY),
    ("Staff march on and on, an august body.", TUESDAY),
    ("There were 2,019 children in care.", TUESDAY),
    ("There were 2019 children in care.", TUESDAY),
    ("It cost £2018 in all.", TUESDAY),
    ("Powers under the Children Act 1989 and the Care Act 2014 were used.", TUESDAY),
    ("Ring 01744 676 123 or 0800 2019 20.", TUESDAY),
    ("A lad aged 17, Danny, 20, and a girl aged two.", TUESDAY),
    ("We are open between 9am and 5pm, Monday to Friday.", TUESDAY),
    ("It meets every Monday and on Tuesdays.", TUESDAY),
    ("Sheffield Wednesday won on a wet afternoon.", TUESDAY),
    ("A second visit, one of three out of four.", TUESDAY),
    ("April Jones and June Brown agreed.", TUESDAY),
    ("Meetings are held each January.", TUESDAY),
    ("The number rose from 5 to 10 and by 3 to 4.", TUESDAY),
    ("", TUESDAY),
]

UNKNOWN = [
    ("The council was told on [Monday].", None),
    ("It was rated so in [November].", None),
    ("He stepped down [last month].", None),
    ("It starts on [September 23].", None),
    ("It starts on [Monday, September 23].", None),  # nothing else in the text tells which of 2013, 2019, 2024
    ("It ended [that afternoon].", TUESDAY),
    ("It was rated good [last summer].", "2025-10-20"),  # of this year or the one before?
]


def unmarked(marked: str) -> tuple[str, int, int]:
    """The text without its brackets, and where they stood."""
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


def read(text: str, published: str | None) -> tuple[DateExpression, ...]:
    """The dates of an article of that day."""
    exact = date.fromisoformat(published) if published else None
    return find_dates(text, Window(exact, exact), exact)


def at(found: tuple[DateExpression, ...], start: int, end: int) -> DateExpression:
    """The expression that stands exactly there."""
    placed = [item for item in found if (item.start, item.end) == (start, end)]
    assert placed, f"nothing at {start}..{end}, but {[item.text for item in found]}"
    return placed[0]


def said(expression: DateExpression) -> str | None:
    """`first/last` as text."""
    parts = [part.iso for part in (expression.first, expression.last) if part]
    return "/".join(parts) or None


@pytest.mark.parametrize(("marked", "published", "expected"), DATES)
def test_a_date_means_this(marked: str, published: str | None, expected: str) -> None:
    text, start, end = unmarked(marked)
    assert said(at(read(text, published), start, end)) == expected


@pytest.mark.parametrize(("text", "published"), NO_DATES)
def test_this_is_no_date(text: str, published: str) -> None:
    assert [item.text for item in read(text, published) if item.first] == []


@pytest.mark.parametrize(("marked", "published"), UNKNOWN)
def test_what_cannot_be_known_stays_unknown(marked: str, published: str | None) -> None:
    text, start, end = unmarked(marked)
    expression = at(read(text, published), start, end)
    assert (expression.first, expression.last, expression.basis) == (None, None, "unknown")


def test_the_year_follows_from_weekday_and_context_when_nothing_says_when_it_was_published() -> None:
    text = (
        "The council was told on Monday. The inspection will commence on Monday, September 23 and will last for two "
        "weeks, concluding on Friday, October 4. They will publish the report on Monday, November 4. It comes around "
        "a year after a damning verdict following a focused visit in July 2018. A second took place in November 2018."
    )
    found = {item.text: said(item) for item in find_dates(text, Window(), None)}
    assert found["Monday, September 23"] == "2019-09-23"
    assert found["Friday, October 4"] == "2019-10-04"
    assert found["Monday, November 4"] == "2019-11-04"


def test_bounds_answer_only_what_both_ends_agree_on() -> None:
    text = "Told on Monday, he stepped down last month, a year after it was rated good in March, as of last year."
    within_a_week = {
        item.text: said(item) for item in find_dates(text, Window(date(2019, 9, 16), date(2019, 9, 22)), None)
    }
    assert within_a_week["Monday"] == "2019-09-16"
    assert within_a_week["last month"] == "2019-08"
    wider = {item.text: said(item) for item in find_dates(text, Window(date(2020, 1, 13), date(2020, 2, 7)), None)}
    assert wider["Monday"] == "2020"
    assert wider["last month"] is None
    assert wider["March"] == "2019-03"
    assert wider["last year"] == "2019"


def test_three_months_on_is_not_counted_from_the_wrong_date() -> None:
    text = "It visited in July and reported the following month. In November, three months on, inspectors returned."
    assert [(item.text, said(item)) for item in read(text, "2018-12-06")] == [
        ("July", "2018-07"), ("following month", "2018-08"), ("November", "2018-11"),
    ]  # fmt: skip


def test_an_apposition_is_not_read_twice() -> None:
    found = read("Handed out on May 8. Three years earlier, in January 2016, it said so.", "2019-06-06")
    assert [said(item) for item in found] == ["2019-05-08", "2016-01"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It was so on 5 May 2020.", "on"),
        ("Inspections that began after 1 April 2026.", "after"),
        ("A plan is due by the end of July 2025.", "before"),
        ("In force since March 2022.", "since"),
        ("She stays until the end of July 2025.", "until"),
        ("Given in early May 2022.", "about"),
        ("It ran from 5 May 2020.", "on"),
    ],
)
def test_the_preposition_is_kept_as_the_relation(text: str, relation: str) -> None:
    assert [item.relation for item in find_dates(text, Window(), None)] == [relation]


def test_weeks_and_seasons_keep_the_days_they_allow() -> None:
    week, season = read("It met last week and was appointed in the autumn.", "2026-03-12")
    assert week.window == Window(date(2026, 3, 2), date(2026, 3, 8))
    assert season.window == Window(date(2025, 9, 1), date(2025, 11, 30))


_JUMBLE = (
    "on in Monday Tuesday , . – - / 16 31 99 th st September May may 2018 2018/19 £5 last next this the of to and "
    "between from week month year years ago later earlier following same day a two back ’ ' \" ( ) autumn spring "
    "Christmas yesterday today until since \n \n\n 2019-02-30 31/02/2019 12,000 morning beginning time' new turn"
)
_PIECES = st.sampled_from(_JUMBLE.split(" "))


@given(st.lists(_PIECES, max_size=40), st.dates(), st.booleans())
def test_any_jumble_of_dates_is_read_without_error(pieces: list[str], day: date, known: bool) -> None:
    check(" ".join(pieces), day, known)


@given(st.text(max_size=200), st.dates(), st.booleans())
def test_any_text_is_read_without_error(text: str, day: date, known: bool) -> None:
    check(text, day, known)


def check(text: str, day: date, known: bool) -> None:
    """Places are right, nothing overlaps, and a last date is not before the first."""
    bounds = Window(day, day) if known else Window(day, min(day, date(9000, 1, 1)) + timedelta(days=40))
    end = 0
    for item in find_dates(text, bounds, day if known else None):
        assert text[item.start : item.end] == item.text
        assert item.start >= end
        end = item.end
        assert item.last is None or (item.first is not None and item.first.earliest <= item.last.latest)
        assert (item.basis == "unknown") == (item.first is None)


@pytest.mark.timeout(60)  # a second or two; growing with the square of the length it would be an hour
def test_a_long_text_of_half_dates_ends() -> None:
    piece = "between 1 and 2 and 3 and 4 to 5 – 6, 7 May and "
    assert find_dates(piece * 2000, Window(), date(2020, 1, 1))
