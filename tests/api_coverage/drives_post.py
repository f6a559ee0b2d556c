"""Drives letters, postcards and the conversion of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from clicksendhub.clicksend import Address, Conversion, Letter, PostRecipient
from tests.sandbox import files

from .stage import Driven, Stage

ADDRESS = Address(
    name="Ada Ng",
    line_1="1 Example St",
    line_2="Flat 2",
    city="Perth",
    state="WA",
    postal_code="6000",
    country="AU",
)
OFFICE = replace(ADDRESS, name="Example Office", line_1="2 Example St", line_2="Hall")
CSV = b"phone,first_name\n+61491570156,Ada\n"
USES = {
    Conversion.CSV: CSV,
    Conversion.MMS: files.picture("PNG"),
    Conversion.FAX: b"A fax in plain words.",
    Conversion.POST: b"A letter in plain words.",
    Conversion.POSTCARD: files.picture("PNG"),
}


def _recipient(stage: Stage) -> PostRecipient:
    office = stage.client.return_addresses.create(OFFICE)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    return PostRecipient(
        ADDRESS,
        return_address_id=office.return_address_id,
        reference="job-1",
        scheduled_at=tomorrow,
    )


def send_letter(stage: Stage) -> Driven:
    upload = stage.client.uploads.convert(files.pdf(2), to=Conversion.POST)
    recipient = _recipient(stage)
    letter = Letter(
        upload.url,
        is_colour=True,
        is_duplex=True,
        is_priority=True,
        has_address_space=True,
        source="clicksendhub",
    )
    result = stage.client.letters.send(letter, recipients=[recipient])
    return Driven(
        stage.client.heard,
        given=(letter, recipient),
        expected={"Letter.source": ["clicksendhub.rest.v3"]},
        got=(result, *result.items),
    )


def send_postcard(stage: Stage) -> Driven:
    sides = [files.pdf(1, text=side) for side in ("Front", "Back")]
    convert = stage.client.uploads.convert
    urls = [convert(side, to=Conversion.POSTCARD).url for side in sides]
    recipient = _recipient(stage)
    result = stage.client.postcards.send(urls, recipients=[recipient])
    return Driven(
        stage.client.heard,
        given=(recipient,),
        parameters={"postcards.send(file_urls)": urls},
        expected={"postcards.send(file_urls)": [*sides]},
        got=(result, *result.items),
    )


def convert(stage: Stage) -> Driven:
    for use, content in USES.items():
        stage.client.uploads.convert(content, to=use)
    upload = stage.client.uploads.convert(CSV, to=Conversion.CSV)
    return Driven(
        stage.client.heard,
        parameters={
            "uploads.convert(to)": [*USES],
            "uploads.convert(content)": CSV,
        },
        expected={"uploads.convert(to)": ["csv", "jpg", "pdf"]},
        got=(upload,),
    )
