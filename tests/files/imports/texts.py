"""What is in the text files: encodings, delimiters, lines, quotes, headings, damage."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.tables import BYTE_ORDER_MARK, FIELD_CHARACTERS

ACCENTS: Final = "Name,Phone\r\nZoë Müller,0491 570 156\r\nJosé Núñez,0491 570 157\r\n"
PLAIN: Final = "Name,Phone\r\nZoe,0491 570 156\r\nJose,0491 570 157\r\n"
CYRILLIC: Final = "Имя,Телефон\r\nИван,0491 570 156\r\nОльга,0491 570 157\r\n"
JAPANESE: Final = "名前,電話\r\n山田 太郎,0491 570 156\r\n鈴木 花子,0491 570 157\r\n"
_UTF_8_THEN_CP1252: Final = (
    ACCENTS.encode()
    + "André,0491 570 158\r\n".encode("cp1252")
    + b"Bo,0491 570 159\r\n"
)

ENCODINGS: Final = {
    "encoding-utf-8.csv": ACCENTS.replace("José", "🐨 José").encode(),
    "encoding-utf-8-marked.csv": ACCENTS.encode("utf-8-sig"),
    "encoding-utf-16-le-marked.txt": (
        BYTE_ORDER_MARK + ACCENTS.replace(",", "\t")
    ).encode("utf-16-le"),
    "encoding-utf-16-be-marked.csv": (BYTE_ORDER_MARK + ACCENTS).encode("utf-16-be"),
    "encoding-utf-16-le-unmarked.csv": ACCENTS.encode("utf-16-le"),
    "encoding-utf-16-be-unmarked.csv": ACCENTS.encode("utf-16-be"),
    "encoding-utf-32-marked.csv": (BYTE_ORDER_MARK + ACCENTS).encode("utf-32-le"),
    "encoding-cp1252.csv": ACCENTS.encode("cp1252"),
    "encoding-cp1252-first-row.csv": ACCENTS.replace("Name", "Prénom").encode("cp1252"),
    "encoding-mac-roman.csv": ACCENTS.encode("mac_roman"),
    "encoding-cp1251.csv": CYRILLIC.encode("cp1251"),
    "encoding-shift-jis.csv": JAPANESE.encode("cp932"),
    "encoding-read-twice.csv": ACCENTS.encode().decode("cp1252").encode(),
    "encoding-letters-lost.csv": ACCENTS.replace("ë", "\ufffd").encode(),
    "encoding-one-row-wrong.csv": _UTF_8_THEN_CP1252,
    "encoding-marked-but-wrong.csv": b"\xef\xbb\xbf" + ACCENTS.encode("cp1252"),
    "encoding-cut-in-a-letter.csv": (ACCENTS + "Zoë").encode()[:-1],
    "encoding-zero-byte.csv": PLAIN.replace("Jose", "Jo\0se").encode(),
}

DELIMITERS: Final = {
    "delimiter-comma.csv": PLAIN.encode(),
    "delimiter-semicolon.csv": PLAIN.replace(",", ";").encode(),
    "delimiter-semicolon-commas-inside.csv": (
        b"Name;Phone\r\nLee, Zoe;0491 570 156\r\nLee, Jo;0491 570 157\r\n"
    ),
    "delimiter-tab.tsv": PLAIN.replace(",", "\t").encode(),
    "delimiter-bar.csv": PLAIN.replace(",", "|").encode(),
    "delimiter-said.csv": b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
    "delimiter-said-quoted.csv": b'"sep=|"\r\n' + PLAIN.replace(",", "|").encode(),
    "delimiter-none.txt": b"Phone\r\n0491 570 156\r\n0491 570 157\r\n",
    "delimiter-none-no-heading.txt": b"0491570156\r\n0491570157\r\n",
}

LINES: Final = {
    "lines-lf.csv": PLAIN.replace("\r\n", "\n").encode(),
    "lines-cr.csv": PLAIN.replace("\r\n", "\r").encode(),
    "lines-mixed.csv": b"Name,Phone\rZoe,0491 570 156\nJose,0491 570 157\r\n",
    "lines-last-without-end.csv": PLAIN.removesuffix("\r\n").encode(),
    "lines-blank-between.csv": PLAIN.replace("\r\n", "\r\n\r\n").encode(),
    "lines-blank-with-delimiters.csv": (
        PLAIN + ",\r\n , \r\nBo,0491 570 158\r\n"
    ).encode(),
    "lines-blank-only.csv": b"\r\n\r\n , \r\n",
}

QUOTES: Final = {
    "quotes-newline-in-each-row.csv": (
        b'Name,Phone\r\n"Zoe\r\nLee",0491 570 156\r\n"Jo\nLee",0491 570 157\r\n'
    ),
    "quotes-doubled.csv": (
        b'Name,Phone\r\n"Zoe ""Zo"" Lee",0491 570 156\r\n"Lee, Jo",0491 570 157\r\n'
    ),
    "quotes-inside-unquoted.csv": (
        b'Name,Phone\r\nZoe "Zo" Lee,0491 570 156\r\n5" Pipes,0491 570 157\r\n'
    ),
    "quotes-unclosed.csv": (
        b'Name,Phone\r\nZoe,0491 570 156\r\n"Jo,0491 570 157\r\nBo,0491 570 158\r\n'
    ),
    "quotes-unclosed-in-last-row.csv": PLAIN.encode() + b'"Bo,0491 570 158',
    "quotes-closed-far-below.csv": (
        b'Name,Phone\r\n"Zoe,0491 570 156\r\nJo,0491 570 157\r\nBo "B" Li,0491 570 158'
    ),
    "quotes-closed-too-soon.csv": (
        b'Name,Phone\r\n"Zoe "Zo" Lee",0491 570 156\r\n"Jo,"0491 570 157\r\n'
    ),
    "quotes-curly.csv": (
        "Name,Phone\r\n“Zoe”,0491 570 156\r\n‘Jo’,0491 570 157\r\n".encode()
    ),
}

ROWS: Final = {
    "rows-too-short.csv": b"Name,Phone,City\r\nZoe,0491 570 156\r\nJo\r\n",
    "rows-too-long.csv": (
        b"Name,Phone\r\nZoe,0491 570 156\r\nLee, Jo,0491 570 157\r\n"
        b"Bo,0491 570 158,,\r\n"
    ),
    "rows-cell-too-long.csv": (
        PLAIN + "x" * (FIELD_CHARACTERS + 1) + ",0491 570 158\r\n"
    ).encode(),
    "rows-cell-just-fits.csv": (
        PLAIN + "x" * FIELD_CHARACTERS + ",0491 570 158\r\n"
    ).encode(),
}

HEADINGS: Final = {
    "heading-none.csv": b"Zoe,0491 570 156\r\nJo,0491 570 157\r\n",
    "heading-below-a-title.csv": b"Members of 2026\r\n\r\n" + PLAIN.encode(),
    "heading-below-two-titles.csv": (
        b"Members,\r\nas of 30 November,\r\n" + PLAIN.encode()
    ),
    "heading-only.csv": b"Name,Phone\r\n",
    "heading-twice-the-same.csv": (
        b"Phone,Phone\r\n0491 570 156,0491 570 157\r\n0491 570 158,\r\n"
    ),
    "heading-with-blanks.csv": b"Name,,Phone\r\nZoe,x,0491 570 156\r\n",
    "heading-too-short.csv": (
        b"Name,Phone\r\nZoe,0491 570 156,Perth\r\nJo,0491 570 157,Hobart\r\n"
    ),
    "heading-trailing-delimiters.csv": PLAIN.replace("\r\n", ",,,\r\n").encode(),
    "heading-shouted.csv": PLAIN.replace("Name,Phone", "FIRST_NAME, MOBILE ").encode(),
    "heading-over-two-lines.csv": (
        b'"Full\nname",Phone\r\nZoe,0491 570 156\r\nJo,0491 570 157\r\n'
    ),
    "heading-german.csv": PLAIN.replace("Name,Phone", "Vorname;Handy")
    .replace(",", ";")
    .encode(),
    "heading-500-equal.csv": (
        ",".join(["Phone"] * 500) + "\r\n" + ",".join(["1"] * 500) + "\r\n"
    ).encode(),
    "heading-200-columns.csv": (
        ",".join(f"Note {number}" for number in range(200))
        + "\r\n"
        + ",".join(["x"] * 200)
    ).encode(),
}

NUMBERS: Final = {
    "number-digits-lost.csv": b"Name,Phone\r\nZoe,6.14E+10\r\nJo,4.47701E+11\r\n",
    "number-with-exponent.csv": (
        b"Name,Phone\r\nZoe,6.1491570156E+10\r\nJo,4.91570157E+08\r\n"
    ),
    "number-exponent-comma.csv": b"Name;Phone\r\nZoe;6,1491570156E+10\r\n",
    "number-zero-lost.csv": b"Name,Phone\r\nZoe,491570156\r\nJo,491570157\r\n",
    "number-plus-lost.csv": b"Name,Phone\r\nZoe,61491570156\r\nJo,61491570157\r\n",
    "number-with-decimals.csv": (
        b"Name,Phone\r\nZoe,491570156.0\r\nJo,61491570157.00\r\n"
    ),
    "number-behind-apostrophe.csv": b"Name,Phone\r\nZoe,'0491570156\r\n",
    "number-as-formula.csv": b'Name,Phone\r\nZoe,"=""0491570156"""\r\n',
    "number-grouped.csv": b'Name,Phone\r\nZoe,"491,570,156"\r\n',
    "number-several-in-a-cell.csv": (
        b"Name,Phone\r\nZoe,0491570156 / 0491570157\r\nJo,0491570158 or 0491570159\r\n"
    ),
    "number-with-letters.csv": (
        b"Name,Phone\r\nZoe,O491570156\r\nJo,0491570157 (work)\r\n"
    ),
    "number-hidden-marks.csv": (
        "Name,Phone\r\nZoe,\u202a+61491570156\u202c\r\n"
        "Jo,0491\u00a0570\u00a0157\u200b\r\n"
    ).encode(),
    "number-full-width.csv": "Name,Phone\r\nZoe,０４９１５７０１５６\r\n".encode(),
    "number-column-too-narrow.csv": b"Name,Phone\r\nZoe,########\r\n",
    "number-spreadsheet-errors.csv": (
        b"Name,Phone\r\n#N/A,0491 570 156\r\nJo,#VALUE!\r\n"
    ),
    "number-missing.csv": b"Name,Phone\r\nZoe,\r\nJo,n/a\r\n",
    "cell-formulas.csv": (
        b"Name,Phone\r\n=cmd|'/c calc'!A1,0491 570 156\r\n@SUM(A1),0491 570 157\r\n"
    ),
    "cell-escaped-formulas.csv": (
        b"Name,Phone\r\n'=cmd|'/c calc'!A1,'+61491570156\r\n''=1,'+61491570157\r\n"
    ),
    "cell-right-to-left.csv": "שם,טלפון\r\nדנה,0491 570 156\r\n".encode(),
}

FILES: Final = {
    **ENCODINGS,
    **DELIMITERS,
    **LINES,
    **QUOTES,
    **ROWS,
    **HEADINGS,
    **NUMBERS,
    "named-xlsx-but-csv.xlsx": PLAIN.encode(),
    "named-xls-but-tabs.xls": PLAIN.replace(",", "\t").encode(),
    "empty.csv": b"",
    "empty-mark-only.csv": b"\xef\xbb\xbf",
}
