"""Who is meant by what people type, and by what the press writes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.authorities import Gazetteer, load_authorities
from parsers.partial_date import PartialDate

SEEDS = Path(__file__).parents[2] / "seeds"
TABLE = (SEEDS / "authorities.csv").read_text(encoding="utf-8")
GAZETTEER = Gazetteer(load_authorities(TABLE))
HEADER = TABLE.splitlines()[0]

BCP = "Bournemouth, Christchurch & Poole"

# Text -> what it names: name, form (c council, s service, t trust, p place), "?" where it is not sure.
NAMED = [
    # Councils and the ways to write them.
    ("Knowsley Council said", "Knowsley c"),
    ("Kent County Council's cabinet", "Kent c"),
    ("Manchester City Council", "Manchester c"),
    ("Reading Borough Council", "Reading c"),
    ("Barnsley Metropolitan Borough Council", "Barnsley c"),
    ("City of York Council", "York c"),
    ("City of Bradford Metropolitan District Council", "Bradford c"),
    ("the London Borough of Barnet", "Barnet c"),
    ("London borough of Sutton", "Sutton c"),
    ("the Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead c"),
    ("the Royal Borough of Greenwich Council", "Greenwich c"),
    ("Council of the Isles of Scilly", "Isles of Scilly c"),
    ("Cheshire West and Chester Council", "Cheshire West and Chester c"),
    ("Cheshire West and Chester authority are going to be our partner", "Cheshire West and Chester c"),
    ("Knowsley's local authority", "Knowsley c"),
    ("Bury MBC", "Bury c"),
    ("Kent CC", "Kent c"),
    ("the City of London Corporation", "City of London c"),
    ("Stoke-on-Trent City Council", "Stoke-on-Trent c"),
    ("Stoke City Council", "Stoke-on-Trent c"),
    ("Hull City Council", "Kingston upon Hull c"),
    ("Westminster City Council", "Westminster c"),
    ("Kingston Council", "Kingston upon Thames c"),
    ("KNOWSLEY COUNCIL", "Knowsley c"),
    ("Kingston and Richmond councils", "Kingston upon Thames c; Richmond upon Thames c"),
    ("Derby and Nottingham councils", "Derby c; Nottingham c"),
    ("North and West Northamptonshire councils", "North Northamptonshire c; West Northamptonshire c"),
    # Spelling.
    ("St Helens", "St Helens p"),
    ("ST Helens Council", "St Helens c"),
    ("St. Helens", "St Helens p"),
    ("St Helen's", "St Helens p"),
    ("St Helen’s", "St Helens p"),
    ("ST HELENS", "St Helens p"),
    ("Saint Helens", "St Helens p"),
    ("Stoke on Trent", "Stoke-on-Trent p"),
    ("Southend on Sea", "Southend-on-Sea p"),
    ("Telford & Wrekin and Telford and Wrekin", "Telford & Wrekin p; Telford & Wrekin p"),
    ("B&NES", "Bath and North East Somerset p"),
    ("Bath &amp; North East Somerset", "Bath and North East Somerset p"),
    ("Bournemouth, Christchurch and Poole", f"{BCP} p"),
    ("Bournemouth Christchurch and Poole", f"{BCP} p"),
    ("BCP Council", f"{BCP} c"),
    ("RBKC", "Kensington and Chelsea p"),
    ("East Riding Council", "East Riding of Yorkshire c"),
    ("Newcastle-upon-Tyne", "Newcastle upon Tyne p"),
    ("Herts County Council", "Hertfordshire c"),
    ("Notts County Council", "Nottinghamshire c"),
    ("County Durham", "Durham p"),
    ("in the Wirral", "Wirral p"),
    ("in part of Devon", ""),
    ("across large parts of Surrey", ""),
    ("as part of Devon County Council's plan", "Devon c"),
    # Services.
    ("Knowsley's children's services", "Knowsley s"),
    ("St Helens' children’s services", "St Helens s"),
    ("childrens services in St Helens", "St Helens s"),
    ("children's services in the borough of Knowsley", "Knowsley s"),
    ("Reading children's services", "Reading s"),
    ("Sutton children's social care", "Sutton s"),
    ("Director of Children’s Services for Kingston", "Kingston upon Thames s"),
    # Trusts.
    ("Birmingham Children’s Trust", "Birmingham t"),
    ("Sandwell Children's Trust", "Sandwell t"),
    ("Together for Children", "Sunderland t"),
    ("Slough Children First", "Slough t"),
    ("Doncaster Children's Services Trust", "Doncaster t"),
    ("Bradford Children and Families Trust", "Bradford t"),
    ("Brighter Futures for Children", "Reading t"),
    (
        "Achieving for Children",
        "Kingston upon Thames t?; Richmond upon Thames t?; Windsor and Maidenhead t?",
    ),
    ("Northamptonshire Children's Trust", "North Northamptonshire t?; West Northamptonshire t?"),
    ("we are working together for children", ""),
    # The longest name wins; a name inside a word is none.
    ("North East Lincolnshire and Lincolnshire", "North East Lincolnshire p; Lincolnshire p"),
    ("North Lincolnshire", "North Lincolnshire p"),
    ("Nottinghamshire, not Nottingham", "Nottinghamshire p; Nottingham p"),
    ("Derbyshire, not Derby", "Derbyshire p; Derby p"),
    ("Leicestershire and Leicester", "Leicestershire p; Leicester p"),
    ("North Yorkshire, York", "North Yorkshire p; York p"),
    ("North Somerset and Bath and North East Somerset", "North Somerset p; Bath and North East Somerset p"),
    ("South Gloucestershire", "South Gloucestershire p"),
    ("West Sussex and East Sussex", "West Sussex p; East Sussex p"),
    ("Shrewsbury, Newbury and Canterbury", ""),
    ("Bedfordshire and Yorkshire", ""),
    ("Kentish Town", ""),
    ("Greater Manchester", ""),
    ("Central Bedfordshire", "Central Bedfordshire p"),
    # Other councils of the same county, other places of the same name.
    ("West Lancashire Borough Council", ""),
    ("North Norfolk District Council", ""),
    ("East Devon", ""),
    ("North West Leicestershire", ""),
    ("Derbyshire Dales District Council", ""),
    ("Staffordshire Moorlands", ""),
    ("Surrey Heath Borough Council", ""),
    ("Sutton Coldfield", ""),
    ("Sutton-in-Ashfield", ""),
    ("Bury St Edmunds", ""),
    ("Newcastle-under-Lyme", ""),
    ("Newcastle-under-Lyme Borough Council", ""),
    ("Stoke Newington", ""),
    ("Mount St Helens", ""),
    ("New York", ""),
    ("Durham, North Carolina", ""),
    ("Kingston, Jamaica", ""),
    ("Bracknell Town Council", ""),
    ("Cambridge City Council", ""),
    # Words.
    ("Reading the report, she wept", ""),
    ("Reading levels rose", ""),
    ("a love of reading", ""),
    ("Pupils in Reading", "Reading p"),
    ("Reading's schools", "Reading p"),
    ("Reading could be next", "Reading p?"),
    ("They wanted to bury the report", ""),
    ("Bury could be next", "Bury p?"),
    ("social workers in Bury", "Bury p"),
    ("a hot bath and a meal", ""),
    ("Bath rugby fans", ""),
    ("a slough of despond", ""),
    ("MPs at Westminster", "Westminster p?"),
    # Bodies, places, clubs and papers called after them.
    ("Kent Police", ""),
    ("Lancashire Police and Lancashire Constabulary", ""),
    ("Devon and Cornwall Police", ""),
    ("Nottingham University Hospitals NHS Trust", ""),
    ("Leeds Teaching Hospitals", ""),
    ("the University of Sheffield", ""),
    ("Durham University", ""),
    ("Sheffield Hallam University", ""),
    ("Reading Girls School", ""),
    ("Solihull Sixth Form College", ""),
    ("Liverpool Street station", ""),
    ("Essex Street", ""),
    ("York Road", ""),
    ("Liverpool City Region", ""),
    ("Liverpool Crown Court", ""),
    ("Barnet FC", ""),
    ("Bolton Wanderers", ""),
    ("Manchester United and Manchester City", ""),
    ("Stoke City", ""),
    ("Derby County", ""),
    ("Sheffield Wednesday", ""),
    ("Nottingham Forest", ""),
    ("Waltham Forest", "Waltham Forest p"),
    ("Manchester Evening News", ""),
    ("the Liverpool Echo", ""),
    ("St Helens Star:", ""),
    ("Bury Times", ""),
    ("Hull Daily Mail", ""),
    ("BBC Radio Leeds", ""),
    ("BBC Essex", ""),
    ("the Duke of York and the Bishop of Durham", ""),
    ("HMP Leeds", ""),
    ("NHS Kent", ""),
    ("Bury Town Hall", "Bury p?"),
    # People.
    ("Cllr Kent said", ""),
    ("Clark Kent said", ""),
    ("Jane Sutton, chair of the panel,", ""),
    ("Professor Helen Bradford", ""),
    ("Cllr Hereward Musgrave-Poole", ""),
    ("Mr. Bolton", ""),
    ("Brent Smith", "Brent p?"),
    ("Frank Dudley. Dudley said", "Dudley p?"),
    ("Newcastle College. Newcastle said", "Newcastle upon Tyne p"),
    # Elsewhere.
    ("Cardiff, Glasgow and Belfast", ""),
    ("www.kent.gov.uk and press@Kent", ""),
]

FORMS = {"c": "council", "s": "service", "t": "trust", "p": "place"}


def spoken(text: str, on: date | None = None) -> list[tuple[str, str, bool]]:
    return [(place.name, place.form, place.certain) for place in GAZETTEER.places(text, on)]


def expected(shorthand: str) -> list[tuple[str, str, bool]]:
    parts = [part.strip().rpartition(" ") for part in shorthand.split(";") if part.strip()]
    return [(name, FORMS[mark[0]], not mark.endswith("?")) for name, _, mark in parts]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text for text, _ in NAMED])
def test_places_are_told_from_what_is_called_after_them(text: str, names: str) -> None:
    assert spoken(text) == expected(names)
    assert spoken(f"It is said. {text}.") == expected(names)


def test_a_span_holds_the_name_and_what_makes_it_a_council() -> None:
    text = "Yesterday the London Borough of Barnet and Kent County Council met St Helens' children's services."
    spans = [text[place.start : place.end] for place in GAZETTEER.places(text)]
    assert spans == ["London Borough of Barnet", "Kent County Council", "St Helens"]


@pytest.mark.parametrize(
    ("text", "on", "names"),
    [
        ("Dorset", None, "Dorset p"),
        ("Dorset", date(2018, 6, 1), "Dorset (to 2019) p"),
        ("Dorset Council", date(2019, 4, 1), "Dorset c"),
        ("Dorset County Council", date(2017, 1, 1), "Dorset (to 2019) c"),
        ("Cumbria County Council", date(2022, 1, 1), "Cumbria c"),
        ("the former Cumbria County Council", date(2025, 1, 1), "Cumbria c"),
        ("Cumbria", date(2025, 1, 1), "Cumbria p?"),
        ("Cumbria", None, "Cumbria p?"),
        ("Cumberland", date(2018, 1, 1), "Cumberland p?"),
        ("Poole", date(2018, 1, 1), "Poole p"),
        ("children's services in Bournemouth", date(2024, 1, 1), f"{BCP} s?"),
        ("Northamptonshire", date(2019, 7, 29), "Northamptonshire p"),
        ("Northamptonshire Children's Trust", date(2020, 12, 1), "Northamptonshire t"),
    ],
)
def test_a_name_is_read_as_of_its_day(text: str, on: date | None, names: str) -> None:
    assert spoken(text, on) == expected(names)


def test_foreign_councils() -> None:
    text = "One, Cardiff, was rated inadequate. Newport is fine, Newport City Council and Highland Council are not."
    assert [(text[start:end], name) for start, end, name in GAZETTEER.foreign(text)] == [
        ("Cardiff", "Cardiff"),
        ("Newport", "Newport"),
        ("Highland", "Highland"),
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("St Helens", "St Helens"),
        ("st helen’s council", "St Helens"),
        ("  SAINT   HELENS ", "St Helens"),
        ("London Borough of Barnet", "Barnet"),
        ("LB Barnet", "Barnet"),
        ("the royal borough of windsor & maidenhead", "Windsor and Maidenhead"),
        ("bournemouth christchurch and poole", BCP),
        ("bcp", BCP),
        ("Bristol City Council", "Bristol"),
        ("City of York Council", "York"),
        ("Kent County Council", "Kent"),
        ("kent children's services", "Kent"),
        ("hull", "Kingston upon Hull"),
        ("kingston", "Kingston upon Thames"),
        ("Dorset", "Dorset"),
        ("Dorset County Council", "Dorset"),
        ("Cumbria", "Cumbria"),
        ("Birmingham Children's Trust", "Birmingham"),
        ("E08000013", "St Helens"),
        ("E08000019", "Sheffield"),
        ("80560", "St Helens"),
        ("b&nes", "Bath and North East Somerset"),
    ],
)
def test_what_people_type(typed: str, name: str) -> None:
    found = GAZETTEER.resolve(typed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["", "London", "Atlantis", "Achieving for Children", "Cardiff", "council"])
def test_what_nobody_can_mean(typed: str) -> None:
    assert GAZETTEER.resolve(typed) is None


def test_suggestions() -> None:
    assert GAZETTEER.suggest("Knowsly")[0] == "Knowsley"
    assert GAZETTEER.suggest("St Hellens Counsil")[0] == "St Helens"
    assert GAZETTEER.suggest("Achieving for Children") == (
        "Kingston upon Thames",
        "Richmond upon Thames",
        "Windsor and Maidenhead",
    )
    assert GAZETTEER.suggest("zzzzzz") == ()


def test_every_authority_answers_to_its_own_names() -> None:
    for authority in GAZETTEER.authorities:
        found = GAZETTEER.resolve(authority.name)
        assert found is authority, authority.name
        if authority.until is None:
            for alias in authority.aliases:
                answer = GAZETTEER.resolve(alias)
                assert answer is not None, alias
                assert answer.name == authority.name, alias
            named = {place.name for place in GAZETTEER.places(f"Inspectors came to {authority.name} Council today.")}
            assert named == {authority.name}


@given(st.text() | st.lists(st.sampled_from([*(t for t, _ in NAMED), " ", ",", "\n", " and ", "'s"])).map("".join))
def test_no_text_breaks_it(text: str) -> None:
    places = GAZETTEER.places(text, date(2020, 1, 1))
    for place in places:
        assert GAZETTEER.get(place.name) is not None
        assert 0 <= place.start < place.end <= len(text)
    spans = [(place.start, place.end) for place in places]
    assert spans == sorted(spans)
    assert all(a == b or a[1] <= b[0] for a, b in pairwise(spans))
    GAZETTEER.foreign(text)


@given(st.text())
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = GAZETTEER.resolve(typed)
    assert found is None or found in GAZETTEER.authorities
    assert len(GAZETTEER.suggest(typed)) <= 3


def test_time_grows_with_length_alone() -> None:
    text = "In Kent, Devon and Cornwall Police told Reading Borough Council of Sutton Coldfield. " * 1500
    GAZETTEER.places(text)
    GAZETTEER.places(text)


def row(**cells: str) -> str:
    known = {"name": "Testshire", "gss": "E10000099", "region_ofsted": "London", "region_ons": "London", "type": "x"}
    known.update(cells)
    return ",".join(known.get(column, "") for column in HEADER.split(","))


def test_a_row_is_read_in_full() -> None:
    cells = row(
        former_gss="E10000098", urn="80999", since="2019-04-01", until="2020-03-31", aliases="Testy|TST",
        domain="t.gov.uk", delivery_body="Testshire Trust", delivery_since="2019-04", delivery_until="2020",
    )  # fmt: skip
    (authority,) = load_authorities(f"{HEADER}\n{cells}\n")
    assert authority.former_gss == ("E10000098",)
    assert (authority.urn, authority.aliases, authority.domain) == (80999, ("Testy", "TST"), "t.gov.uk")
    assert (authority.since, authority.until) == (date(2019, 4, 1), date(2020, 3, 31))
    assert authority.delivery_body == "Testshire Trust"
    assert (authority.delivery_since, authority.delivery_until) == (PartialDate("2019-04"), PartialDate("2020"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([row(gss="E1")], r"authorities\.csv, line 2: 'E1' is not a GSS code"),
        ([row(), row()], r"line 3: 'Testshire' is in the table twice"),
        ([row(name="")], r"line 2: name is empty"),
        ([row(urn="8x")], r"line 2: urn is not a whole number: '8x'"),
        ([row(since="2019-13-01")], r"line 2: since: .*write YYYY"),
        ([row(since="2019")], r"line 2: since is not a day"),
        ([row(since="2020-01-01", until="2019-01-01")], r"line 2: since 2020-01-01 is later than until"),
        ([row(), row(name="Other", successors="Testshir")], r"line 3: successor 'Testshir'.*did you mean 'Testshire'"),
        ([row() + ",surplus"], r"line 2: 18 cells where the header has 17"),
        (['"' + row()], r"line 2: .*quotation marks"),
    ],
)
def test_a_fault_is_named_by_its_line(lines: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_authorities("\n".join([HEADER, *lines]))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"line 1: no column urn"):
        load_authorities(HEADER.replace("urn,", "") + "\n")
