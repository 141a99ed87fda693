"""How common a word is in English at large, where the loaded papers cannot say."""

from __future__ import annotations

import math
import re
from functools import cache
from importlib import resources

# Counts of words in English books (Google Books Ngram), as symspellpy ships them; Zipf's scale is the decimal
# logarithm of occurrences in a thousand million words (Van Heuven et al. 2014).
_FILE = "frequency_dictionary_en_82_765.txt"
_WORDS = 1.024e12
# A word of the first Zipf value or less is particular, one of the second or more is in everybody's mouth.
PARTICULAR = 3.8
EVERYDAY = 5.2
LEAST = 0.35


def particularity(word: str) -> float:
    """From ``LEAST``, for a word that any text may hold, to 1 for one that few hold or that is no English word."""
    zipf = _zipf().get(word.lower(), 0.0)
    share = min(1.0, max(0.0, (zipf - PARTICULAR) / (EVERYDAY - PARTICULAR)))
    return 1.0 - share * (1.0 - LEAST)


def is_word(word: str) -> bool:
    """Whether a word is one of English, in each of its parts where it is a compound."""
    return all(part in _zipf() for part in re.findall(r"[^\W\d_]+", word.lower())) if word else False


@cache
def _zipf() -> dict[str, float]:
    text = resources.files("symspellpy").joinpath(_FILE).read_text(encoding="utf-8-sig")
    counts = (line.partition(" ") for line in text.splitlines())
    return {word: math.log10(int(count) / _WORDS * 1e9) for word, _, count in counts}
