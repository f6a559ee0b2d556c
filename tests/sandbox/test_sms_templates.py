"""`/sms/templates`: texts kept under a name."""

import pytest

PATH = "/sms/templates"


def make(api, name="Reminder", body="Court 3 at nine"):
    answer = api.post(PATH, json={"template_name": name, "body": body})
    assert answer.status_code == 200
    return answer.json()["data"]


def names(api, **query):
    rows = api.get(PATH, params=query).json()["data"]["data"]
    return [row["template_name"] for row in rows]


def test_a_template_is_made_changed_and_deleted(api):
    made = make(api)
    path = f"{PATH}/{made['template_id']}"

    changed = api.put(path, json={"body": "Court 4 at ten"}).json()["data"]

    assert changed == made | {"body": "Court 4 at ten"}
    assert api.get(path).json()["data"] == changed
    assert api.delete(path).json()["data"] is None
    assert api.get(path).status_code == 404


@pytest.mark.parametrize("missing", ["template_name", "body"])
def test_a_template_needs_a_name_and_words(api, missing):
    fields = {"template_name": "Reminder", "body": "Court 3"} | {missing: " "}

    answer = api.post(PATH, json=fields)

    assert answer.status_code == 400
    assert answer.json()["data"].keys() == {missing}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Apple", "Pear"]),
        ({"order_by": "template_name:desc"}, ["Pear", "Apple"]),
        ({"q": "template_name:pear"}, ["Pear"]),
        ({"q": "body:none,template_name:Apple", "operator": "OR"}, ["Apple"]),
        ({"q": "body:none,template_name:Apple"}, []),
    ],
)
def test_templates_are_searched_and_sorted(api, query, found):
    make(api, "Apple")
    make(api, "Pear")

    assert names(api, **query) == found


def test_templates_of_another_account_are_not_found(api, sandbox):
    sandbox.put_account("other", key="another-key")
    path = f"{PATH}/{make(api)['template_id']}"

    assert api.get(path, auth=("other", "another-key")).status_code == 404
    assert api.get(PATH, auth=("other", "another-key")).json()["data"]["total"] == 0
