"""Which syllables Vietnamese spelling allows: onset × rime × tone, as the school grammar lists them.

A word that no spelling allows was misread, is foreign, or is an abbreviation. So the grammar only ever makes a word
doubtful; what it should have been is for a second look to say.
"""

from __future__ import annotations

import re
import unicodedata

from ocr.text.definition import LETTER, TONES

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""
_FRONT = "eêiy"
"""Before these vowels the sounds of c, g and ng are written k, gh and ngh."""
_SHARP, _HEAVY = TONES[1], TONES[4]
_WORD = re.compile(rf"{LETTER}+")
_MARKED = re.compile(rf"[{TONES}]")


def _bare_syllables() -> frozenset[str]:
    rimes = _RIMES.split()
    return frozenset(rimes) | {
        onset + rime for onset in _ONSETS.split() for rime in rimes if _may_stand_together(onset, rime)
    }


def _may_stand_together(onset: str, rime: str) -> bool:
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset in ("c", "ng"):
        return rime[0] not in _FRONT
    if onset == "g":
        return rime[0] not in "eêy"  # gì and gìn are written with one i
    if onset == "gi":
        return rime[0] not in "iy"
    if onset == "qu":
        return rime[0] not in "uưo"
    return True


_SYLLABLES = _bare_syllables()


def is_syllable(word: str) -> bool:
    """Whether ``word`` (letters alone, any case) is a possible syllable, whatever letter bears the mark of tone.

    A syllable that ends in c, ch, p or t bears the sharp or the heavy tone.
    """
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _MARKED.findall(parts)
    bare = unicodedata.normalize("NFC", _MARKED.sub("", parts))
    if len(tones) > 1 or bare not in _SYLLABLES:
        return False
    return not bare.endswith(("c", "ch", "p", "t")) or tones in ([_SHARP], [_HEAVY])


def is_impossible(token: str) -> bool:
    """Whether ``token`` bears a run of letters that is neither a syllable nor what names and abbreviations look like.

    Never so for a token with a figure in it (numbers, dates, codes), for capitals without marks (UBND, Internet) and
    for single letters.
    """
    if any(ch.isdigit() for ch in token):
        return False
    return any(not is_syllable(run) and not _may_be_foreign(run) for run in _WORD.findall(token))


def _may_be_foreign(run: str) -> bool:
    return len(run) == 1 or (run.isascii() and run[0].isupper()) or run.isupper()
