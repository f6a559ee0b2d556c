"""`GET /search/contacts-lists`: contacts and lists by a part of their name."""

from typing import Any

from clicksendhub.sandbox.envelope import Answer, Page, bad_request, ok
from clicksendhub.sandbox.lists import opt_out_list
from clicksendhub.sandbox.state import Call, Calls

_FOUND = """
SELECT l.id, l.name, l.email_id AS contact, 'list' AS type,
    (SELECT count(*) FROM contacts c WHERE c.list_id = l.id) AS contacts_count
FROM contact_lists l
WHERE l.account = :account AND instr(casefold(l.name), :keyword)
UNION ALL
SELECT c.contact_id, trim(c.first_name || ' ' || c.last_name),
    coalesce(nullif(c.phone_number, ''), c.email, c.fax_number), 'contact', NULL
FROM contacts c JOIN contact_lists l ON l.id = c.list_id
WHERE l.account = :account AND (
    instr(casefold(c.first_name || ' ' || c.last_name), :keyword)
    OR instr(c.phone_number, :keyword)
    OR instr(coalesce(c.fax_number, ''), :keyword)
    OR instr(casefold(coalesce(c.email, '')), :keyword)
    OR instr(casefold(coalesce(c.organization_name, '')), :keyword)
)
"""


def find(call: Call) -> Answer:
    """Answer `GET /search/contacts-lists`, whose keyword names no field."""
    keyword = call.request.query.get("q", "").strip()
    if not keyword:
        raise bad_request("Invalid input.", {"q": "q is required."})
    opt_out_list(call.sandbox, call.account)
    page = Page.asked(call.request.query)
    values: dict[str, Any] = {
        "account": call.account.id,
        "keyword": keyword.casefold(),
        "limit": page.limit,
        "offset": page.offset,
    }
    store = call.sandbox.store
    # The question is the constant above.
    rows = store.rows(
        f"SELECT * FROM ({_FOUND}) ORDER BY casefold(name), type, id "  # noqa: S608
        "LIMIT :limit OFFSET :offset",
        values,
    )
    total = store.count(f"SELECT count(*) FROM ({_FOUND})", values)  # noqa: S608
    return ok(page.envelope([dict(row) for row in rows], total=total))


CALLS: Calls = (("GET", "/search/contacts-lists", find),)
