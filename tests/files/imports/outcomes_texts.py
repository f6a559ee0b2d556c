"""What the text files of this folder come to, one line each."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.tables import Fault
from tests.files.imports.outcome import Doubt, refused, table

ACCENTED: Final = {
    2: ("Zoë Müller", "0491 570 156"),
    3: ("José Núñez", "0491 570 157"),
}

TEXTS: Final = {
    "encoding-utf-8.csv": table(
        cells={2: ("Zoë Müller", "0491 570 156"), 3: ("🐨 José Núñez", "0491 570 157")}
    ),
    "encoding-utf-8-marked.csv": table(cells=ACCENTED),
    "encoding-utf-16-le-marked.txt": table(
        encoding="utf-16-le",
        delimiter="\t",
        cells=ACCENTED,
    ),
    "encoding-utf-16-be-marked.csv": table(
        encoding="utf-16-be",
        cells=ACCENTED,
    ),
    "encoding-utf-16-le-unmarked.csv": table(
        encoding="utf-16-le",
        cells=ACCENTED,
    ),
    "encoding-utf-16-be-unmarked.csv": table(
        encoding="utf-16-be",
        cells=ACCENTED,
    ),
    "encoding-utf-32-marked.csv": table(
        encoding="utf-32-le",
        cells=ACCENTED,
    ),
    "encoding-cp1252.csv": table(
        encoding="cp1252",
        cells=ACCENTED,
        doubts=(Doubt.GUESSED,),
    ),
    "encoding-cp1252-first-row.csv": table(
        encoding="cp1252",
        headings=("Prénom", "Phone"),
        cells=ACCENTED,
        doubts=(Doubt.GUESSED,),
    ),
    "encoding-mac-roman.csv": table(
        encoding="mac_roman",
        cells=ACCENTED,
        doubts=(Doubt.GUESSED,),
    ),
    "encoding-cp1251.csv": table(
        encoding="cp1252",
        headings=("Èìÿ", "Òåëåôîí"),
        cells={2: ("Èâàí", "0491 570 156"), 3: ("Îëüãà", "0491 570 157")},
        doubts=(Doubt.GUESSED, Doubt.DAMAGED),
    ),
    "encoding-shift-jis.csv": table(
        encoding="cp1252",
        headings=("–¼‘O", "“d˜b"),
        cells={2: ("ŽR“c ‘¾˜Y", "0491 570 156"), 3: ("—é–Ø ‰ÔŽq", "0491 570 157")},
        doubts=(Doubt.GUESSED,),
    ),
    "encoding-read-twice.csv": table(
        cells={
            2: ("ZoÃ« MÃ¼ller", "0491 570 156"),
            3: ("JosÃ© NÃºÃ±ez", "0491 570 157"),
        },
        doubts=(Doubt.DAMAGED,),
    ),
    "encoding-letters-lost.csv": table(
        cells={2: ("Zo� Müller", "0491 570 156"), 3: ("José Núñez", "0491 570 157")},
        doubts=(Doubt.DAMAGED,),
    ),
    "encoding-one-row-wrong.csv": table(
        cells=ACCENTED,
        breaks=Fault.WRONG_BYTES,
        breaks_at=4,
        doubts=(Doubt.MOSTLY,),
    ),
    "encoding-marked-but-wrong.csv": table(
        encoding="cp1252",
        cells=ACCENTED,
        doubts=(Doubt.GUESSED,),
    ),
    "encoding-cut-in-a-letter.csv": table(
        cells=ACCENTED,
        breaks=Fault.WRONG_BYTES,
        breaks_at=4,
        doubts=(Doubt.MOSTLY,),
    ),
    "encoding-zero-byte.csv": refused(Fault.ZERO_BYTES, row=3),
    "delimiter-comma.csv": table(),
    "delimiter-semicolon.csv": table(delimiter=";"),
    "delimiter-semicolon-commas-inside.csv": table(delimiter=";"),
    "delimiter-tab.tsv": table(delimiter="\t"),
    "delimiter-bar.csv": table(delimiter="|"),
    "delimiter-said.csv": table(delimiter=";"),
    "delimiter-said-quoted.csv": table(delimiter="|"),
    "delimiter-none.txt": table(headings=("Phone",)),
    "delimiter-none-no-heading.txt": table(heading_row=0, headings=("Column A",)),
    "lines-lf.csv": table(),
    "lines-cr.csv": table(),
    "lines-mixed.csv": table(),
    "lines-last-without-end.csv": table(),
    "lines-blank-between.csv": table(
        cells={3: ("Zoe", "0491 570 156"), 5: ("Jose", "0491 570 157")}
    ),
    "lines-blank-with-delimiters.csv": table(
        rows=3,
        cells={
            2: ("Zoe", "0491 570 156"),
            3: ("Jose", "0491 570 157"),
            6: ("Bo", "0491 570 158"),
        },
    ),
    "lines-blank-only.csv": refused(Fault.EMPTY),
    "quotes-newline-in-each-row.csv": table(
        cells={2: ("Zoe\r\nLee", "0491 570 156"), 3: ("Jo\nLee", "0491 570 157")}
    ),
    "quotes-doubled.csv": table(
        cells={2: ('Zoe "Zo" Lee', "0491 570 156"), 3: ("Lee, Jo", "0491 570 157")}
    ),
    "quotes-inside-unquoted.csv": table(
        cells={2: ('Zoe "Zo" Lee', "0491 570 156"), 3: ('5" Pipes', "0491 570 157")}
    ),
    "quotes-unclosed.csv": refused(Fault.UNCLOSED_QUOTE, row=3),
    "quotes-unclosed-in-last-row.csv": refused(Fault.UNCLOSED_QUOTE, row=4),
    "quotes-closed-far-below.csv": refused(Fault.UNCLOSED_QUOTE, row=2),
    "quotes-closed-too-soon.csv": table(
        cells={2: ('Zoe "Zo" Lee', "0491 570 156"), 3: ("#QUOTES?", "")}
    ),
    "quotes-curly.csv": table(
        cells={2: ("“Zoe”", "0491 570 156"), 3: ("‘Jo’", "0491 570 157")}
    ),
    "rows-too-short.csv": table(
        headings=("Name", "Phone", "City"),
        cells={2: ("Zoe", "0491 570 156", ""), 3: ("Jo", "", "")},
    ),
    "rows-too-long.csv": table(
        rows=3,
        cells={
            2: ("Zoe", "0491 570 156"),
            3: ("Lee", " Jo", "0491 570 157"),
            4: ("Bo", "0491 570 158"),
        },
    ),
    "rows-cell-too-long.csv": refused(Fault.LONG_CELL, row=4),
    "rows-cell-just-fits.csv": table(rows=3),
    "heading-none.csv": table(heading_row=0, headings=("Column A", "Column B")),
    "heading-below-a-title.csv": table(heading_row=3),
    "heading-below-two-titles.csv": table(heading_row=3),
    "heading-only.csv": refused(Fault.NO_ROWS),
    "heading-twice-the-same.csv": table(headings=("Phone", "Phone")),
    "heading-with-blanks.csv": table(headings=("Name", "Column B", "Phone"), rows=1),
    "heading-too-short.csv": table(headings=("Name", "Phone", "Column C")),
    "heading-trailing-delimiters.csv": table(),
    "heading-shouted.csv": table(headings=("FIRST_NAME", "MOBILE")),
    "heading-over-two-lines.csv": table(headings=("Full name", "Phone")),
    "heading-german.csv": table(delimiter=";", headings=("Vorname", "Handy")),
    "heading-500-equal.csv": refused(Fault.TOO_MANY_COLUMNS, row=1),
    "heading-200-columns.csv": table(rows=1),
    "number-digits-lost.csv": table(
        cells={2: ("Zoe", "6.14E+10"), 3: ("Jo", "4.47701E+11")}
    ),
    "number-with-exponent.csv": table(
        cells={2: ("Zoe", "6.1491570156E+10"), 3: ("Jo", "4.91570157E+08")}
    ),
    "number-exponent-comma.csv": table(
        delimiter=";", rows=1, cells={2: ("Zoe", "6,1491570156E+10")}
    ),
    "number-zero-lost.csv": table(
        cells={2: ("Zoe", "491570156"), 3: ("Jo", "491570157")}
    ),
    "number-plus-lost.csv": table(
        cells={2: ("Zoe", "61491570156"), 3: ("Jo", "61491570157")}
    ),
    "number-with-decimals.csv": table(
        cells={2: ("Zoe", "491570156.0"), 3: ("Jo", "61491570157.00")}
    ),
    "number-behind-apostrophe.csv": table(rows=1, cells={2: ("Zoe", "'0491570156")}),
    "number-as-formula.csv": table(rows=1, cells={2: ("Zoe", '="0491570156"')}),
    "number-grouped.csv": table(rows=1, cells={2: ("Zoe", "491,570,156")}),
    "number-several-in-a-cell.csv": table(
        cells={
            2: ("Zoe", "0491570156 / 0491570157"),
            3: ("Jo", "0491570158 or 0491570159"),
        }
    ),
    "number-with-letters.csv": table(
        cells={2: ("Zoe", "O491570156"), 3: ("Jo", "0491570157 (work)")}
    ),
    "number-hidden-marks.csv": table(
        cells={
            2: ("Zoe", "\u202a+61491570156\u202c"),
            3: ("Jo", "0491\xa0570\xa0157\u200b"),
        }
    ),
    "number-full-width.csv": table(rows=1, cells={2: ("Zoe", "０４９１５７０１５６")}),
    "number-column-too-narrow.csv": table(rows=1, cells={2: ("Zoe", "########")}),
    "number-spreadsheet-errors.csv": table(
        cells={2: ("#N/A", "0491 570 156"), 3: ("Jo", "#VALUE!")}
    ),
    "number-missing.csv": table(cells={2: ("Zoe", ""), 3: ("Jo", "n/a")}),
    "cell-formulas.csv": table(
        cells={
            2: ("=cmd|'/c calc'!A1", "0491 570 156"),
            3: ("@SUM(A1)", "0491 570 157"),
        }
    ),
    "cell-escaped-formulas.csv": table(
        cells={2: ("'=cmd|'/c calc'!A1", "'+61491570156"), 3: ("''=1", "'+61491570157")}
    ),
    "cell-right-to-left.csv": table(
        headings=("שם", "טלפון"), rows=1, cells={2: ("דנה", "0491 570 156")}
    ),
    "named-xlsx-but-csv.xlsx": table(doubts=(Doubt.NAMED,)),
    "named-xls-but-tabs.xls": table(delimiter="\t", doubts=(Doubt.NAMED,)),
    "empty.csv": refused(Fault.EMPTY),
    "empty-mark-only.csv": refused(Fault.EMPTY),
}
