"""Who is named, with which post."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.reader.people import PersonMention, find_people
from parsers.reader.posts import find_posts

TITLES = [
    ("director of children's services", "dcs"),
    ("Executive Director, Children’s and Family Services", "dcs"),
    ("Strategic Director for People’s Services", "dcs"),
    ("Corporate Director - Children, Young People and Education", "dcs"),
    ("Bi-Borough Executive Director of Children's Services", "dcs"),
    ("Group Director of Children, Adults and Community Health Services", "dcs"),
    ("Executive Director (Children and Public Health)", "dcs"),
    ("Director of People", "dcs"),
    ("children's services boss", "dcs"),
    ("director of adult social services", "other"),
    ("director of public health", "other"),
    ("director of finance", "other"),
    ("director of football", "other"),
    ("director of children's social care", "assistant_director"),
    ("senior assistant director", "assistant_director"),
    ("cabinet member for children, families, young people and education", "lead_member"),
    ("executive member for children", "lead_member"),
    ("portfolio holder for families", "lead_member"),
    ("lead member for children's services", "lead_member"),
    ("cabinet member for community safety", "other"),
    ("cabinet member for highways and transport", "other"),
    ("chief executive", "chief_executive"),
    ("trust's chief executive", "trust_chief"),
    ("leader of the council", "leader"),
    ("deputy leader of the council", "other"),
    ("leader of the opposition group", "other"),
    ("elected mayor", "mayor"),
    ("improvement advisor", "adviser"),
    ("children's services commissioner", "commissioner"),
    ("police and crime commissioner", "other"),
    ("chair of the improvement board", "board_chair"),
    ("Her Majesty’s Inspector", "inspector"),
]


@pytest.mark.parametrize(("title", "family"), TITLES)
def test_a_title_belongs_to_this_family(title: str, family: str) -> None:
    low = f"the {title} said".lower().replace("’", "'")
    (post,) = find_posts(low)
    assert post.family == family
    assert low[post.start : post.end].rstrip(")") in title.lower().replace("’", "'")


@pytest.mark.parametrize(
    ("low", "title", "former", "interim"),
    [
        ("the former cabinet member for children asked", "cabinet member for children", True, False),
        ("ex-director of children's services", "director of children's services", True, False),
        ("interim executive director of children's services", "executive director of children's services", False, True),
        ("the acting chief executive", "chief executive", False, True),
        ("its new director of people's services, who", "director of people's services", False, False),
        ("cabinet member for children, families, young people and education, asked whether",
         "cabinet member for children, families, young people and education", False, False),
        ("executive director for children and young people since 2019, will",
         "executive director for children and young people", False, False),
    ],
)  # fmt: skip
def test_qualifiers_and_portfolios_are_read(low: str, title: str, former: bool, interim: bool) -> None:
    (post,) = find_posts(low)
    assert (post.title, post.former, post.interim) == (title, former, interim)


PEOPLE = [
    ("Jim Leivers, Interim Director of Children’s Services, added: “Yes.”", "Jim Leivers", "dcs"),
    ("The director of children's services Jane Smith said so.", "Jane Smith", "dcs"),
    ("Director of Children's Services, Jane Smith, said so.", "Jane Smith", "dcs"),
    ("Labour's Nova Charlton, cabinet member for protecting young people, said", "Nova Charlton", "lead_member"),
    ("an update by Professor Sarah O’Brien, strategic director for People’s Services.", "Sarah O'Brien", "dcs"),
    ("Lucan Abara-Whitely, the trust’s chief executive, told us", "Lucan Abara-Whitely", "trust_chief"),
    ("Leader of the council Barnaby Threlkeld said", "Barnaby Threlkeld", "leader"),
    ("Children’s boss Aurelio Fenn, who has led it since last year, said", "Aurelio Fenn", "dcs"),
    ("Cllr Lettice Braithwaite-Ure, cabinet member for children, said", "Lettice Braithwaite-Ure", "lead_member"),
    ("Cabinet member for children and young people, Cllr Josette Wainfleet, said", "Josette Wainfleet", "lead_member"),
    ("the director of children's services at Barsetshire County Council, Jane Smith, said", "Jane Smith", "dcs"),
    ("Her Majesty’s Inspector Shabana Abasi writes in the letter", "Shabana Abasi", "inspector"),
    ("Liberal Democrat group leader Teresa Sims said", "Teresa Sims", "other"),
    ("Union rep Colm Brierley said", "Colm Brierley", "other"),
]


@pytest.mark.parametrize(("text", "name", "family"), PEOPLE)
def test_a_person_has_the_post_beside_the_name(text: str, name: str, family: str) -> None:
    (person,) = find_people(text)
    assert (person.name, person.post.family if person.post else None) == (name, family)
    assert text[person.start : person.end] == person.text


def named(text: str) -> list[tuple[str, str, str]]:
    """What stands there, who it is, and how that is known."""
    return [(person.text, person.name, person.evidence) for person in find_people(text)]


def test_a_surname_means_the_person_introduced_before() -> None:
    assert named("Coun Joe Pearson’s departure came. Following Coun Pearson’s departure, they met.") == [
        ("Joe Pearson", "Joe Pearson", "honorific"),
        ("Pearson", "Joe Pearson", "introduced"),
    ]


def test_a_councillor_in_lower_case_is_an_honorific() -> None:
    assert named("Thatto Heath councillor Nova Charlton was named.") == [
        ("Nova Charlton", "Nova Charlton", "honorific")
    ]


def test_a_surname_that_two_people_share_names_neither() -> None:
    found = named("Cllr Ann Lee and Cllr Bob Lee spoke. Lee left.")
    assert [name for _, name, _ in found] == ["Ann Lee", "Bob Lee"]


def test_inspectors_are_known_as_such() -> None:
    people = find_people("Inspectors Mandy Nightingale and Diane Partridge found it. Ms Partridge wrote.")
    assert [person.name for person in people] == ["Mandy Nightingale", "Diane Partridge", "Diane Partridge"]
    assert all(person.is_inspector for person in people)


@pytest.mark.parametrize(
    "text",
    [
        "St Helens Council met at the Town Hall on Monday.",
        "The Department for Education and Ofsted wrote.",
        "Bradford Children and Families Trust, Sunbridge Road.",
        "Cheshire West and Chester Council said so.",
        "",
    ],
)
def test_places_and_bodies_are_nobody(text: str) -> None:
    assert [person.text for person in find_people(text) if person.evidence != "none"] == []


@given(st.text(alphabet="Cllr Coun Mr. Jane O’Brien-Smith's, director of children's \n“”", max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    for person in find_people(text):
        assert isinstance(person, PersonMention)
        assert text[person.start : person.end] == person.text
