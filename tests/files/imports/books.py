"""What is in the spreadsheets: packages written by hand, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_HIDDEN: Final = ' state="hidden"'
_DAY: Final = (2026, 11, 30, 0, 0, 0)

SHEET: Final = "xl/worksheets/sheet1.xml"


def text(value: str) -> str:
    """A cell of text."""
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def number(value: str, style: int = 0) -> str:
    """A cell of a number, with the format of a style."""
    return f'<c s="{style}"><v>{value}</v></c>'


def row(*cells: str) -> str:
    """A row; what is no cell yet becomes one of text."""
    made = (cell if cell.startswith("<") else text(cell) for cell in cells)
    return f"<row>{''.join(made)}</row>"


def sheet(*rows: str) -> str:
    """A sheet of rows."""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}'
        "</sheetData></worksheet>"
    )


def parts(
    sheets: Mapping[str, str], *, formats: tuple[str, ...] = (), hidden: str = ""
) -> dict[str, str]:
    """The parts of a workbook; style N has the Nth of the formats, 0 has none."""
    named = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"'
        f"{_HIDDEN if name in hidden.split() else ''}/>"
        for at, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATED}/worksheet" '
        f'Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{named}'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
            f'<Relationship Id="styles" Type="{_RELATED}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": _styles(formats),
        **{
            f"xl/worksheets/sheet{at}.xml": made
            for at, made in enumerate(sheets.values(), start=1)
        },
    }


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """The parts as a ZIP package, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return made.getvalue()


def book(*rows: str, formats: tuple[str, ...] = ()) -> bytes:
    """A workbook of one sheet."""
    return packed(parts({"People": sheet(*rows)}, formats=formats))


def _content_types(sheets: int) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" '
        f'ContentType="{_TYPES}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPES}.sheet.main+xml"/>{overrides}</Types>'
    )


def _styles(formats: tuple[str, ...]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{at}" formatCode="{code}"/>'
        for at, code in enumerate(formats, start=164)
    )
    used = "".join(
        f'<xf numFmtId="{at}" applyNumberFormat="1"/>'
        for at in range(164, 164 + len(formats))
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )
