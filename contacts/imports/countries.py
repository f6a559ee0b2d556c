"""A country as a file writes it: a code, a name, or one of its common other names."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.countries import NAMES
from contacts.folding import fold

_OTHER_NAMES: Final = """
AE uae, emirates; AU australien, australie, aus; AT österreich, autriche, aut;
BA bosnia; BE belgien, belgique, bel; BR brasil, bra; CA kanada, can;
CD democratic republic of the congo; CG congo; CH schweiz, suisse, svizzera, che;
CI côte d'ivoire; CN prc, people's republic of china, chn; CV cabo verde;
CZ czech republic, cze; DE deutschland, allemagne, deu, ger; DK danmark, dnk;
ES españa, espagne, spanien, esp; FI suomi, fin; FR frankreich, francia, fra;
GB uk, united kingdom of great britain and northern ireland, great britain, britain,
england, scotland, wales, northern ireland, gbr; HK hong kong sar, hkg;
IE eire, republic of ireland, irl; IN ind; IT italia, italien, ita; JP jpn;
KR korea, republic of korea, kor; MO macau; MX méxico, mex; MY mys;
NL holland, nederland, niederlande, nld; NO norge, nor; NZ aotearoa, nzl; PH phl;
PL polska, pol; PT prt; RU russian federation, rus; SE sverige, swe; SG sgp;
SZ swaziland; TR turkey, tur; TW twn; TZ united republic of tanzania;
US usa, u.s.a., u.s., united states of america, america; VA vatican, holy see;
VN viet nam, vnm; ZA south african republic, rsa, zaf
"""


def _by_name() -> dict[str, str]:
    known = {fold(name): code for code, name in NAMES.items()}
    known |= {fold(f"the {name}"): code for code, name in NAMES.items()}
    for entry in " ".join(_OTHER_NAMES.split()).split("; "):
        code, names = entry[:2], entry[3:]
        known |= {fold(name): code for name in names.split(", ")}
    return known | {code.lower(): code for code in NAMES}


_BY_NAME: Final = _by_name()


def country_code(text: str) -> str:
    """The ISO code; what nobody understands stays as it was written."""
    return _BY_NAME.get(fold(text), text)
