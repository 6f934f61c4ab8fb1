"""How those who inspect are called, what they do, and what that is called: parts of expressions."""

from __future__ import annotations

WHO = (
    r"(?:inspectors?|inspection teams?|ofsted|watchdogs?|inspectorate|regulators?|cqc|care quality commission|hmip"
    r"|probation inspectors?|joint teams?|team of inspectors|visitors from ofsted)"
)
INSPECT = (
    r"(?:(?:re-?)?inspect|visit|revisit|return|examine|begin|start|carry out|conduct|come|arrive|assess"
    r"|scrutinise|go through"
    r"|spend|look|turn up|descend|arrange|undertake|monitor|review|speak to"
    r"|(?:make|pay|hold|launch|lead)(?= (?:[\w'-]+ ){0,5}?(?:re-?)?(?:visits?|inspections?)\b)"
    r"|be (?:in|at|with|here|back|around|on[- ]site|inspecting|visiting|checking|carrying out|conducting|undertaking))"
)
INSPECTION = r"(?:(?:re-?)?inspections?|(?:re-?)?visits?|fieldwork|jtai|ilacs)"
# "Visits" alone are paid by social workers.
THEIR_VISIT = r"(?:(?:re-?)?inspections?|(?:monitoring|focus+ed|thematic|ofsted|joint|send) (?:re-?)?visits?)"
