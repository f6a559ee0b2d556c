"""Says why a file cannot be read: what is wrong, where, and what to do."""

from __future__ import annotations

from typing import Final

from clicksendhub.lib.tables.values import COLUMNS, FIELD_CHARACTERS, Fault, Unreadable

_SAVE: Final = "Open it in your spreadsheet program and save it as XLSX or CSV."

_WORDS: Final = {
    Fault.EMPTY: "The file is empty. Choose the file with the rows in it.",
    Fault.NO_ROWS: (
        "The file has headings but no rows below them. "
        "Choose the file with the rows in it."
    ),
    Fault.PDF: (
        "This is a PDF, which has no rows to read. "
        "Ask for the spreadsheet that it was made from."
    ),
    Fault.PICTURE: (
        "This is a picture, which has no rows to read. Bring the spreadsheet itself."
    ),
    Fault.WEB_PAGE: f"This is a web page, even if its name says Excel. {_SAVE}",
    Fault.XML: f"This is an XML file, not a spreadsheet. {_SAVE}",
    Fault.JSON: "This is a JSON file, not a table. Export it as CSV or XLSX.",
    Fault.RICH_TEXT: "This is a text document. Save its table as CSV or XLSX.",
    Fault.ADDRESS_BOOK: (
        "This is an address book of contact cards (vCard). "
        "Export the contacts as CSV instead."
    ),
    Fault.OLD_EXCEL: (
        "This is an Excel file of the old kind (.xls). "
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”."
    ),
    Fault.OLD_OFFICE: (
        "This is an Office document, not a spreadsheet. Save its table as CSV or XLSX."
    ),
    Fault.BINARY_EXCEL: (
        "This is a binary Excel file (.xlsb). "
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”."
    ),
    Fault.OPEN_DOCUMENT: f"This is an OpenDocument file. {_SAVE}",
    Fault.NUMBERS: (
        "This is a Numbers file. Export it as CSV or as an Excel file (.xlsx)."
    ),
    Fault.OTHER_OFFICE: (
        "This is a document or a presentation, not a spreadsheet. "
        "Save its table as CSV or XLSX."
    ),
    Fault.ARCHIVE: (
        "This is an archive of packed files. Unpack it and bring the spreadsheet in it."
    ),
    Fault.BINARY: (
        "This is not a table, whatever its name says. Bring a CSV or an XLSX file."
    ),
    Fault.LOCKED: (
        "The file is locked with a password. "
        "Save it without the password and bring it again."
    ),
    Fault.MACROS: (
        "The file holds macros, which are not let in. "
        "Save it as “Excel Workbook (.xlsx)” and bring it again."
    ),
    Fault.LINKED: (
        "The file takes values from other files, which are not here. "
        "Break the links (in Excel: Data, Edit Links) or save it as CSV."
    ),
    Fault.TOO_BIG_INSIDE: (
        "The file unpacks to far more than it seems to hold. "
        "Save the one sheet that you need as CSV and bring that."
    ),
    Fault.UNSAFE_XML: (
        "The file holds declarations that no spreadsheet program writes. "
        "Open it in your spreadsheet program and save it anew."
    ),
    Fault.BROKEN_SHEET: f"The file is damaged and cannot be opened. {_SAVE}",
    Fault.NO_SHEET: (
        "The file has no visible sheet with cells. Show the sheet in your spreadsheet "
        "program, save the file and bring it again."
    ),
    Fault.SHEET_GONE: "The file has no sheet of that name. Choose one of its sheets.",
    Fault.TOO_MUCH_MEMORY: (
        "The sheet is too large to be opened. Save it as CSV and bring that."
    ),
    Fault.TOO_SLOW: (
        "The sheet took too long to be opened. Save it as CSV and bring that."
    ),
    Fault.WRONG_BYTES: (
        "Row {row} holds characters that do not fit the encoding. "
        "Choose another encoding, or save the file as “CSV UTF-8”."
    ),
    Fault.ZERO_BYTES: (
        "Line {row} holds zero bytes, which no text has. "
        "Save the file anew as “CSV UTF-8”, or choose another encoding."
    ),
    Fault.UNCLOSED_QUOTE: (
        "Line {row} opens a quotation mark that is not closed where its cell ends. "
        "Close it or take it away, and bring the file again."
    ),
    Fault.LONG_CELL: (
        f"Row {{row}} has a cell of more than {FIELD_CHARACTERS:,} characters. "
        "Shorten it, and bring the file again."
    ),
    Fault.LONG_LINE: (
        "Line {row} is far too long to be a row. "
        "Look whether the file has line ends, and save it anew."
    ),
    Fault.TOO_MANY_COLUMNS: (
        f"Row {{row}} has more than {COLUMNS} columns. "
        "Take away the columns that you do not need, and bring the file again."
    ),
}


def unreadable(code: Fault, *, row: int = 0) -> Unreadable:
    """The fault with its sentence, ready to be raised."""
    return Unreadable(code, _WORDS[code].format(row=f"{row:,}"), row=row)
