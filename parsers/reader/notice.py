"""Notice of an inspection: inspectors announce it, are asked to make it, or choose whom to make it of."""

from __future__ import annotations

from parsers.expressions import Expression
from parsers.reader.inspector_words import INSPECT, INSPECTION, THEIR_VISIT, WHO

NOTICE = Expression(
    rf"\b{THEIR_VISIT}\b[^.;]{{0,60}}?\b(?:is|are|has been|have been|was|were) (?:now |also |provisionally )?"
    r"(?:scheduled|arranged|booked|set|planned|pencilled in|fixed|timetabled) for (?:\w+day,? )?(?:the )?\d"
    r"|\b(?:the|this) (?:[\w-]+ ){0,3}inspection\b[^.;]{0,40}?\b(?:will|is (?:due|expected|set) to) (?:last|take) "
    r"(?:\w+ ){0,2}(?:days?|weeks?|fortnight)\b"
    rf"|\b{WHO}\b[^.;]{{0,20}}? (?:has|have) (?:now |just |today )?(?:announced|called|ordered) "
    rf"(?:an?|the|its|their) (?:[\w-]+ ){{0,4}}?{INSPECTION}\b"
    rf"|\b{WHO}\b (?:has |have )?(?:told|warned|informed|notified|advised) (?:[\w'&-]+ ){{1,8}}?(?:it|they)"
    rf" (?:will|would|(?:is|are) to|(?:intend|plan)s? to) {INSPECT}\b"
    r"|\b(?:government|ministers?|education secretary|department for education|dfe|secretary of state)\b[^.;]{0,20}?"
    r" (?:has|have) (?:now |today )?(?:ordered|requested|commissioned|asked for) an? (?:[\w-]+ ){0,3}?inspection\b"
    rf"|\b{WHO} (?:has|have) (?:now |also |today )?been (?:asked|ordered|told|directed|commissioned|instructed|sent)"
    rf"[^.;]{{0,50}}? (?:in )?to (?:urgently )?{INSPECT}\b"
    rf"|\b{WHO} (?:has |have )?(?:rang|rung|called|phoned|telephoned|emailed|wrote|made contact|got in touch) to"
    r" (?:say|announce|tell|inform|warn|notify|let|give)\b"
    r"|\binspectors (?:are|were|would be) on (?:their|the) way\b"
    rf"|\b(?:chosen|selected|picked|earmarked) (?:for|to (?:host|undergo|have)) (?:an?"
    rf"|the) (?:[\w-]+ ){{0,4}}?{INSPECTION}\b"
    rf"|\b(?:expect|await|prepar|brac|gear)\w*[^.;]{{0,30}}? {WHO} to (?:call|arrive|visit|come|return"
    rf"|inspect|turn up)\b"
    rf"|\b(?:will|to) (?:come back|return|go back|be back)\b[^.;]{{0,40}} (?:to|and) (?:complete|finish|resume) "
    rf"(?:[\w-]+ ){{0,3}}?{INSPECTION}\b"
    r"|\b(?:received|given|had|got|served with) (?:[\w-]+ ){0,2}(?:notification|notice"
    r"|word) of (?:[\w-]+ ){0,5}?inspection\b"
    r"|\b(?:has|have) (?:now |just |today |finally )?(?:had|got|received|taken) (?:the|a|its|their) (?:[\w-]+ ){0,3}"
    rf"call from (?:the )?{WHO}\b"
)
