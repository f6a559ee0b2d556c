"""What spreadsheets, and what is no table at all, come to, one line each."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.tables import Fault
from tests.files.imports.outcome import Doubt, refused, sheet

SPREADSHEETS: Final = {
    "xlsx-whole-numbers.xlsx": sheet(
        headings=("Name", "Phone", "Visits"),
        rows=1,
        cells={2: ("Zoe", "61491570156", "3")},
    ),
    "xlsx-long-numbers.xlsx": sheet(
        cells={2: ("Zoe", "61491570156"), 3: ("Jo", "6.14E+20")}
    ),
    "xlsx-zeros-by-format.xlsx": sheet(
        rows=3,
        cells={
            2: ("Zoe", "0491570156"),
            3: ("Jo", "0491570157"),
            4: ("Bo", "491570158"),
        },
    ),
    "xlsx-front-by-format.xlsx": sheet(
        cells={2: ("Zoe", "+61491570156"), 3: ("Jo", "0491570157")}
    ),
    "xlsx-dates.xlsx": sheet(
        headings=("Name", "Phone", "Birthday", "Seen"),
        rows=1,
        cells={2: ("Zoe", "0491 570 156", "1980-03-01", "2023-03-15 12:00:00")},
    ),
    "xlsx-percent-and-truth.xlsx": sheet(
        headings=("Name", "Phone", "Share", "Member"),
        rows=1,
        cells={2: ("Zoe", "0491 570 156", "12.5%", "TRUE")},
    ),
    "xlsx-fractions.xlsx": sheet(
        headings=("Name", "Phone", "Score"),
        rows=1,
        cells={2: ("Zoe", "0491 570 156", "0.1")},
    ),
    "xlsx-errors.xlsx": sheet(
        cells={2: ("#N/A", "0491 570 156"), 3: ("Jo", "#DIV/0!")}
    ),
    "xlsx-formula-with-result.xlsx": sheet(rows=1, cells={2: ("Zoe", "0491 570 156")}),
    "xlsx-formula-without-result.xlsx": sheet(
        cells={2: ("#FORMULA?", "0491 570 156"), 3: ("#FORMULA?", "0491 570 157")}
    ),
    "xlsx-plain.xlsx": sheet(),
    "named-csv-but-xlsx.csv": sheet(doubts=(Doubt.NAMED,)),
    "xlsx-several-sheets.xlsx": sheet(
        sheets=("People", "Prices"), doubts=(Doubt.SHEETS,)
    ),
    "xlsx-first-sheet-hidden.xlsx": sheet(),
    "xlsx-first-sheet-blank.xlsx": sheet(
        sheets=("Blank", "People"),
        doubts=(Doubt.SHEETS,),
    ),
    "xlsx-all-sheets-hidden.xlsx": refused(Fault.NO_SHEET),
    "xlsx-no-cells.xlsx": refused(Fault.NO_SHEET),
    "xlsx-heading-only.xlsx": refused(Fault.NO_ROWS),
    "xlsx-title-above.xlsx": sheet(heading_row=3),
    "xlsx-not-from-the-corner.xlsx": sheet(
        heading_row=3,
        headings=("Column A", "Column B", "Name", "Phone"),
        rows=1,
        cells={5: ("", "", "Zoe", "0491 570 156")},
    ),
    "xlsx-newline-in-cells.xlsx": sheet(
        rows=1, cells={2: ("Zoe\nLee", "0491 570 156")}
    ),
    "xlsx-201-columns.xlsx": refused(Fault.TOO_MANY_COLUMNS, row=1),
    "xlsx-row-longer-than-heading.xlsx": sheet(
        rows=3,
        cells={
            2: ("Zoe", "0491 570 156"),
            3: ("Jo", "0491 570 157", "x"),
            4: ("Jo", "0491 570 157"),
        },
    ),
    "xlsx-macros.xlsm": refused(Fault.MACROS),
    "xlsx-links-to-other-files.xlsx": refused(Fault.LINKED),
    "xlsx-bomb.xlsx": refused(Fault.TOO_BIG_INSIDE),
    "xlsx-lies-about-its-size.xlsx": refused(Fault.BROKEN_SHEET),
    "xlsx-declares-entities.xlsx": refused(Fault.UNSAFE_XML),
    "xlsx-hides-in-utf-16.xlsx": refused(Fault.UNSAFE_XML),
    "xlsx-entry-twice.xlsx": sheet(),
    "xlsx-absolute-paths.xlsx": sheet(),
    "xlsx-entries-locked.xlsx": refused(Fault.LOCKED),
    "xlsx-cut-off.xlsx": refused(Fault.BROKEN_SHEET),
    "xlsx-bytes-flipped.xlsx": refused(Fault.BROKEN_SHEET),
    "xlsx-xml-cut-off.xlsx": refused(Fault.BROKEN_SHEET),
    "xlsx-without-its-sheet.xlsx": refused(Fault.BROKEN_SHEET),
    "xlsx-without-styles.xlsx": sheet(),
}

OTHERS: Final = {
    "old-excel.xls": refused(Fault.OLD_EXCEL),
    "older-excel.xls": refused(Fault.OLD_EXCEL),
    "locked-with-password.xlsx": refused(Fault.LOCKED),
    "old-word.doc": refused(Fault.OLD_OFFICE),
    "named-xls-but-web-page.xls": refused(Fault.WEB_PAGE),
    "named-xls-but-xml.xls": refused(Fault.XML),
    "named-xlsx-but-docx.xlsx": refused(Fault.OTHER_OFFICE),
    "presentation.pptx": refused(Fault.OTHER_OFFICE),
    "open-document.ods": refused(Fault.OPEN_DOCUMENT),
    "binary-excel.xlsb": refused(Fault.BINARY_EXCEL),
    "numbers-of-apple.numbers": refused(Fault.NUMBERS),
    "archive.zip": refused(Fault.ARCHIVE),
    "archive-empty.zip": refused(Fault.ARCHIVE),
    "archive.csv.gz": refused(Fault.ARCHIVE),
    "named-csv-but-pdf.csv": refused(Fault.PDF),
    "named-csv-but-png.csv": refused(Fault.PICTURE),
    "named-csv-but-jpeg.csv": refused(Fault.PICTURE),
    "named-csv-but-program.csv": refused(Fault.BINARY),
    "named-csv-but-noise.csv": refused(Fault.BINARY),
    "named-csv-but-zeros.csv": refused(Fault.BINARY),
    "contact-cards.vcf": refused(Fault.ADDRESS_BOOK),
    "people.json": refused(Fault.JSON),
    "letter.rtf": refused(Fault.RICH_TEXT),
}
