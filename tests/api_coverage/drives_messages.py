"""Drives the actions that send to numbers: to one, and to a list of one."""

from __future__ import annotations

from dataclasses import replace

from clicksendhub.clicksend import (
    Conversion,
    Fax,
    Mms,
    NewContact,
    Sms,
    SpokenMessage,
    Voice,
)
from tests.sandbox import files

from .stage import Driven, Stage

PHONE = "+61491570156"
FAX_NUMBER = "+61291112222"
OURS = "+61491570110"
SOFTWARE = "clicksendhub"


def _list_of_one(stage: Stage) -> int:
    tenants = stage.client.lists.create("Tenants")
    person = NewContact(phone_number="+61491570157", fax_number="+61291113333")
    stage.client.contacts.create(tenants.list_id, contact=person)
    return tenants.list_id


def send_sms(stage: Stage) -> Driven:
    text = Sms(
        PHONE,
        "Court 3 is closed",
        "job-1",
        from_email="a@example.com",
        source=SOFTWARE,
    )
    to_list = replace(text, to="", list_id=_list_of_one(stage), reference="job-2")
    messages = [text, to_list]
    result = stage.client.sms.send(messages)
    heard = stage.client.heard
    return Driven(heard, given=(*messages,), got=(result, *result.items))


def send_mms(stage: Stage) -> Driven:
    jpeg = files.picture("JPEG")
    url = stage.client.uploads.convert(jpeg, to=Conversion.MMS).url
    picture = Mms(PHONE, "Gate B", "Come in", "job-1", OURS, source=SOFTWARE)
    to_list = replace(picture, to="", list_id=_list_of_one(stage), reference="job-2")
    messages = [picture, to_list]
    result = stage.client.mms.send(messages, media_url=url)
    return Driven(
        stage.client.heard,
        given=(*messages,),
        parameters={"mms.send(media_url)": url},
        got=(result, *result.items),
    )


def send_voice(stage: Stage) -> Driven:
    first = SpokenMessage(
        to=PHONE,
        body="Your visit is at nine",
        reference="job-1",
        language="en-au",
        voice=Voice.MALE,
        asks_for_key=True,
        detects_machine=True,
        source=SOFTWARE,
    )
    second = SpokenMessage(
        list_id=_list_of_one(stage), body="Your visit is at ten", reference="job-2"
    )
    result = stage.client.voice.send([first, second])
    heard = stage.client.heard
    return Driven(heard, given=(first, second), got=(result, *result.items))


def send_fax(stage: Stage) -> Driven:
    pdf = files.pdf(2)
    url = stage.client.uploads.convert(pdf, to=Conversion.FAX).url
    fax = Fax(
        FAX_NUMBER,
        "job-1",
        "+61291114444",
        from_email="a@example.com",
        source=SOFTWARE,
    )
    to_list = replace(fax, to="", list_id=_list_of_one(stage), reference="job-2")
    messages = [fax, to_list]
    result = stage.client.fax.send(messages, file_url=url)
    heard = stage.client.heard
    assert stage.sandbox.settle()
    return Driven(
        heard,
        given=(*messages,),
        parameters={"fax.send(file_url)": url},
        got=(result, *result.items),
        later=stage.client.fax.history().rows,
    )
