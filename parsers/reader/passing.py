"""What an article tells only in passing: its headline and its first sentences speak of another matter altogether.

Reports on a prize, a court case or a quarrel close with what readers should know of the council: that its services are
rated so, that commissioners were sent. Nothing of that is news, unless it is said to be of these days.
"""

from __future__ import annotations

from parsers.reader.context import Context
from parsers.reader.episode import Episode
from parsers.reader.sentences import Sentence
from parsers.wordings import Wording, wordings

_said = wordings("passing")

_OPENING = 2
# Whatever the news of an inspection, or of an intervention, would be announced by.
_OF_INSPECTION = _said("inspection")
_OF_GOVERNMENT = _said("government")


def is_in_passing(context: Context, episode: Episode) -> bool:
    """True of an inspection told below an opening without any, if it is not of these days and no area is judged."""
    if len({item.sentence.index for item in episode.statements}) > 1:
        # What is gone back to is told for its own sake, whatever a page puts above it.
        return False
    told = [item for item in episode.statements if not item.recalled]
    if any(item.fresh or item.today or item.awaited or len(item.verdict.judgements) > 1 for item in told):
        return False
    return _below_silence(context, episode.first.sentence, "no inspection", _OF_INSPECTION)


def opens_without_government(context: Context, sentence: Sentence) -> bool:
    """True where the sentence stands below an opening that speaks of no government and of nothing it does."""
    return _below_silence(context, sentence, "no government", _OF_GOVERNMENT)


def _below_silence(context: Context, sentence: Sentence, name: str, words: Wording) -> bool:
    if context.headline is None or context.sections or sentence.index < _OPENING:
        return False
    silent: bool | None = context.seen.get(name)
    if silent is None:
        opening = (context.headline, *context.sentences[:_OPENING])
        silent = context.seen[name] = not any(words.search(item.low) for item in opening)
    return silent
