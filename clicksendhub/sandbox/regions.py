"""The part of the world that each country lies in, as `GET /country-list` names it."""

from functools import cache

REGIONS = {
    "Africa": (
        "DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW "
        "KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS "
        "SD TZ TG TN UG EH ZM ZW"
    ),
    "Americas": (
        "AI AG AR AW BS BB BZ BM BO BQ BR CA KY CL CO CR CU CW DM DO EC SV FK GF GL "
        "GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF PM VC SX GS SR TT "
        "TC US UY VE VG VI"
    ),
    "Antarctica": "AQ BV TF",
    "Asia": (
        "AF AM AZ BH BD BT IO BN KH CN CY GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB "
        "MO MY MV MN MM NP KP OM PK PS PH QA SA SG KR LK SY TW TJ TH TL TR TM AE UZ "
        "VN YE"
    ),
    "Europe": (
        "AL AD AX AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE "
        "LV LI LT LU MK MT MD MC ME NL NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB "
        "VA"
    ),
    "Oceania": (
        "AS AU CX CC CK FJ PF GU HM KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV "
        "UM VU WF"
    ),
}


@cache
def region_of(country: str) -> str:
    """Return the part of the world a country lies in."""
    return next(name for name, codes in REGIONS.items() if country in codes.split())
