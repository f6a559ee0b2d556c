"""Texts that ClickSend keeps under a name, to be used again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from .checks import MAX_LIMIT, page_params, refused, whole_id
from .envelope import Envelope, JsonObject, Request
from .pages import every_page
from .parse import integer, rest, text
from .types import Page

_KEYS: Final = frozenset({"template_id", "template_name", "body"})


@dataclass(frozen=True, slots=True)
class SmsTemplate:
    """A text under a name; id 0 is unknown."""

    template_id: int
    name: str
    body: str = field(repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class SmsTemplatesResource:
    """``client.sms_templates``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def page(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[SmsTemplate]:
        """One page of the templates."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/sms/templates", params=params)
        return envelope.page(_template, asked_for=page)

    def all(self) -> Iterator[SmsTemplate]:
        """Every template of the account."""
        return every_page(lambda number: self.page(page=number))

    def get(self, template_id: int) -> SmsTemplate:
        """One template; NotFound if there is none."""
        return _known(self._request("GET", _path_of(template_id)))

    def create(self, name: str, *, body: str) -> SmsTemplate:
        """Keep a text. After MaybeSent look for it by name before trying again."""
        json = _template_json(name, body)
        return _known(self._request("POST", "/sms/templates", json=json))

    def update(self, template_id: int, *, name: str, body: str) -> SmsTemplate:
        """Write a template anew, name and text."""
        json = _template_json(name, body)
        return _known(self._request("PUT", _path_of(template_id), json=json))

    def delete(self, template_id: int) -> None:
        """Remove a template; NotFound if it is gone already."""
        self._request("DELETE", _path_of(template_id))


def _path_of(template_id: int) -> str:
    return f"/sms/templates/{whole_id(template_id, what='template')}"


def _template_json(name: str, body: str) -> dict[str, str]:
    if not name.strip():
        raise refused("name", "of a template is empty")
    if not body.strip():
        raise refused("body", "of a template is empty")
    return {"template_name": name, "body": body}


def _template(fields: JsonObject) -> SmsTemplate:
    return SmsTemplate(
        template_id=integer(fields.get("template_id")) or 0,
        name=text(fields.get("template_name")),
        body=text(fields.get("body")),
        extra=rest(fields, _KEYS),
    )


def _known(envelope: Envelope) -> SmsTemplate:
    return envelope.known(_template, id_of=lambda template: template.template_id)
