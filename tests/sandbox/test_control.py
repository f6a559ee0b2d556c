"""The sandbox's own calls, the process, and what the house allows it."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import clicksendhub.sandbox
from clicksendhub.sandbox.faults import KINDS
from clicksendhub.sandbox.server import NotLoopback, start
from tests.sandbox.support import KEY, PHONE, USER, client, receipt_rule, send, text

HERE = Path(clicksendhub.sandbox.__file__).parent
ROOT = HERE.parents[1]
REFERENCE = ROOT / "docs" / "reference" / "sandbox.md"


def test_the_ledger_is_in_order_and_can_be_read_on(api, control):
    send(api, *(text(f"+6149157010{n}", custom_string=f"r{n}") for n in range(5)))

    first = control.get("/ledger", params={"limit": 2}).json()["entries"]
    rest = control.get("/ledger", params={"after": first[-1]["seq"]}).json()["entries"]

    assert [row["reference"] for row in first + rest] == [f"r{n}" for n in range(5)]
    assert {row["call"] for row in first + rest} == {first[0]["call"]}
    assert first[0].keys() >= {"at", "account", "to", "body", "from", "price"}


def test_refused_messages_are_kept_apart(api, control):
    send(api, text("+61"), text())

    assert len(control.get("/ledger").json()["entries"]) == 1
    (refused,) = control.get("/rejected").json()["entries"]
    assert refused["status"] == "INVALID_RECIPIENT"


def test_calls_are_logged_by_template_and_without_numbers(api, control):
    send(api)
    api.get("/sms/receipts/ABC")
    api.get(f"/sms/{PHONE}")

    calls = control.get("/calls").json()["calls"]

    assert [(call["method"], call["path"], call["status"]) for call in calls] == [
        ("POST", "/sms/send", 200),
        ("GET", "/sms/receipts/{message_id}", 404),
        ("GET", "(unknown)", 404),
    ]
    assert calls[0]["messages"] == 1
    assert all(call["ms"] > 0 for call in calls)


def test_a_person_answers_over_http(api, control):
    (message,) = send(api)["messages"]

    answer = control.post("/reply", json={"from": PHONE, "body": "Yes"})

    reply = api.get(f"/sms/inbound/{message['message_id']}").json()["data"]
    assert answer.json()["message_id"] == reply["message_id"]


def test_an_answer_from_a_phone_without_texts_is_refused(control):
    answer = control.post("/reply", json={"from": PHONE, "body": "Yes"})

    assert answer.status_code == 409
    assert PHONE not in answer.text


def test_a_reset_forgets_all_but_the_accounts(api, control, sandbox):
    send(api, text(), text("+61"))
    receipt_rule(api, "poll")
    sandbox.faults.add("late")

    control.post("/reset")

    assert sandbox.ledger() == sandbox.rejected() == sandbox.calls() == []
    assert sandbox.faults.listed() == []
    assert api.get("/automations/sms/receipts").json()["data"]["total"] == 0


def test_a_reset_can_leave_the_rules(api, control):
    receipt_rule(api, "poll")

    control.post("/reset", json={"rules": False})

    assert api.get("/automations/sms/receipts").json()["data"]["total"] == 1


def test_settings_are_read_and_changed(control):
    changed = control.post("/settings", json={"speed": 2, "receipts": "off"}).json()

    assert (changed["speed"], changed["receipts"]) == (2.0, False)
    assert control.get("/settings").json() == changed
    assert control.post("/settings", json={"colour": 1}).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/pushes", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/reset", 405),
        ("GET", "/ledger?after=x", 400),
        ("GET", "/ledger?after=" + "9" * 25, 400),
        ("GET", "/rejected?limit=" + "9" * 25, 400),
        ("GET", "/ledger?after=0&limit=0", 200),
    ],
)
def test_its_own_calls_answer_in_json(control, method, path, status):
    answer = control.request(method, path)

    assert answer.status_code == status
    assert isinstance(answer.json(), dict)


def test_a_form_from_another_site_is_refused(control, sandbox):
    answer = control.post("/reset", headers={"Origin": "http://evil.example"})

    assert answer.status_code == 403


def test_an_address_that_others_can_reach_is_refused(tmp_path):
    with pytest.raises(NotLoopback, match="--allow-any-host"):
        start(tmp_path / "s.sqlite3", host="0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"POST /v3/sms/send HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"POST /v3/sms/send HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"POST /v3/sms/send HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"POST /v3/sms/send HTTP/1.1\r\nContent-Length: \xb2\r\n\r\n", b"400"),
        (
            b"POST /v3/sms/send HTTP/1.1\r\nContent-Length: "
            + b"9" * 5_000
            + b"\r\n\r\n",
            b"413",
        ),
    ],
)
def test_bytes_that_are_no_request_are_answered_and_hung_up(sandbox, raw, status):
    import socket

    address = sandbox.server.server_address[:2]
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(raw)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))

    assert answer.startswith(b"HTTP/1.1 " + status)
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert (told["http_code"], told["data"]) == (int(status), None)


def test_who_sends_too_much_hears_so_and_not_a_reset(sandbox):
    import socket

    address = sandbox.server.server_address[:2]
    head = b"POST /v3/uploads HTTP/1.1\r\nContent-Length: 30000000\r\n\r\n"
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(head + bytes(30_000_000))
        answer = b"".join(iter(lambda: connection.recv(4096), b""))

    assert answer.startswith(b"HTTP/1.1 413")


# What docs/decisions/020 lets it read and make files with.
LIBRARIES = frozenset({"PIL", "mammoth", "pypdfium2", "reportlab"})


def test_it_imports_nothing_of_the_product_nor_from_outside_but_to_read_files():
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for name in _imported(node):
                is_own = name.startswith("clicksendhub.sandbox")
                known = sys.stdlib_module_names | LIBRARIES
                assert is_own or name.split(".")[0] in known, name


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) else []


def test_the_reference_page_lists_every_fault():
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", REFERENCE.read_text(), re.M))

    assert listed == KINDS.keys()


@pytest.mark.slow
def test_the_process_serves_keeps_secrets_and_stops_cleanly(tmp_path):
    environment = os.environ | {
        "SANDBOX_ACCOUNTS": json.dumps([f"{USER}:{KEY}"]),
        "PYTHONPATH": str(ROOT),
    }
    path = tmp_path / "s.sqlite3"
    arguments = ["--port", "0", "--db", str(path), "--speed", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "clicksendhub.sandbox", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().split()[-1]
    with client(url + "/v3", auth=(USER, KEY)) as api:
        send(api)
    process.send_signal(signal.SIGTERM)
    output, errors = process.communicate(timeout=10)

    assert process.returncode == 0
    assert KEY not in output + errors
    assert PHONE not in output + errors


@pytest.mark.slow
def test_a_port_in_use_is_one_plain_sentence(tmp_path, sandbox):
    port = str(sandbox.server.server_address[1])
    done = subprocess.run(
        [
            *(sys.executable, "-m", "clicksendhub.sandbox"),
            *("--port", port, "--db", str(tmp_path / "other.sqlite3")),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("The sandbox cannot start: ")
    assert port in done.stderr
    assert "Traceback" not in done.stderr
