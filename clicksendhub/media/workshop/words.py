"""The sentences of refusals: what is wrong with a file, and what to do about it."""

from __future__ import annotations

from typing import Final

from clicksendhub.media.workshop.values import Refused

_SENTENCES: Final = {
    "empty": "The file is empty. Choose the file once more, or save it anew.",
    "too_big": (
        "The file has {size}, and the most that is taken is {most}. Make it smaller."
    ),
    "wrong_kind": (
        "The name says {said}, but the file is a {found}. Give it the right ending, or "
        "choose another file."
    ),
    "svg": "SVG drawings may hold programs and are not taken. Save it as PNG.",
    "heic": (
        "Phones and ClickSend do not show this kind of picture (HEIC or AVIF). Save it "
        "as JPEG."
    ),
    "webp": "WebP pictures are not taken by ClickSend. Save it as JPEG or PNG.",
    "tiff": "TIFF pictures are not taken by ClickSend. Save it as JPEG or PDF.",
    "spreadsheet": (
        "This is a spreadsheet. Import it as contacts, or save it as PDF to send it."
    ),
    "slides": "This is a presentation. Save it as PDF.",
    "open_document": "OpenDocument files are not taken by ClickSend. Save it as PDF.",
    "web_page": "This is a web page, which may hold programs. Print it to a PDF.",
    "archive": "This is an archive of files. Unpack it and bring one file.",
    "program": "This is a program. Programs are not taken.",
    "film": "Films are not taken. Choose a picture of it.",
    "sound": "Sounds are not taken.",
    "unsupported": (
        "This is not a kind of file that can be sent. Bring a picture (JPEG, PNG, GIF, "
        "BMP), a PDF, a Word document, RTF, plain text or CSV."
    ),
    "macros": (
        "This document holds macros, which are programs. Save it without them, or as "
        "PDF."
    ),
    "damaged": "The file is damaged and cannot be opened. Save it anew.",
    "truncated": "The file ends early; a part is missing. Bring it once more.",
    "too_many_pixels": (
        "The picture has {width:,} × {height:,} points, which is more than can be "
        "opened safely ({most} million). Make it smaller."
    ),
    "locked": "The file is locked with a password. Save it without one.",
    "has_script": (
        "This PDF holds a program (JavaScript or a command to start something). Print "
        "it to a new PDF and bring that."
    ),
    "has_attachment": (
        "There are other files inside this one. Print it to a new PDF and bring that."
    ),
    "landscape": (
        "Page {page} lies on its side. Each page of a fax must be upright: turn it and "
        "bring it again."
    ),
    "polyglot": (
        "There is another file hidden in this one. Open it and save it anew, then "
        "bring that."
    ),
    "too_many_pages": "It has more than {most:,} pages. Bring a shorter one.",
    "no_pages": "This PDF has no pages.",
    "too_heavy": (
        "Opening this file takes more time or memory than is safe. Save a simpler or "
        "smaller one."
    ),
    "animated_too_big": (
        "This moving picture has {size}; phones take at most 100 kB. Make it smaller, "
        "or choose one that stands still."
    ),
    "too_small_to_fit": "This picture cannot be made to fit 250 kB. Choose another.",
    "too_big_for_fax": (
        "As a PDF it has {size}, and a fax has at most 4 MB. Save it with smaller "
        "pictures."
    ),
    "needs_conversion": "ClickSend converts this kind of document.",
    "not_a_picture": "This is not a picture. Choose a JPEG, PNG, GIF or BMP.",
    "no_fax": "This kind of file cannot be faxed.",
    "no_letter": (
        "The text holds “{sign}” (U+{number:04X}), which no font here can show. Save "
        "it as PDF and bring that."
    ),
}


def refusal(code: str, /, **values: object) -> Refused:
    """The refusal with this code, its sentence filled in."""
    return Refused(code, _SENTENCES[code].format(**values))


def bytes_in_words(size: int) -> str:
    """“101 kB”, “4.2 MB”: thousands, as the limits are counted."""
    if size < 1_000_000:
        return f"{-(-size // 1000):,} kB"
    return f"{size / 1_000_000:,.1f} MB"
