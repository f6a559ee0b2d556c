"""Answers every call that sends at once: well-formed, with nothing behind it.

python -m benchmarks.null_responder
"""

from __future__ import annotations

import re
import socketserver

REFERENCE = re.compile(rb'"custom_string":"([^"]+)"')
LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)
ITEM = (
    b'{"direction":"out","date":1790000300,"to":"+61400000000","body":"","from":"",'
    b'"schedule":1790000300,"message_id":"%b","message_parts":1,'
    b'"message_price":"0.0792","from_email":"","list_id":null,"custom_string":"%b",'
    b'"contact_id":null,"user_id":4021,"subaccount_id":5530,"country":"AU",'
    b'"carrier":"Telstra","status":"SUCCESS"}'
)
BODY = (
    b'{"http_code":200,"response_code":"SUCCESS","response_msg":"Messages queued.",'
    b'"data":{"total_price":0,"total_count":0,"queued_count":0,"messages":[%b],'
    b'"_currency":{"currency_name_short":"AUD"}}}'
)
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
)


class Connection(socketserver.StreamRequestHandler):
    """One kept connection."""

    def handle(self) -> None:
        """Answer until the caller hangs up."""
        while length := self._length_of_next():
            references = REFERENCE.findall(self.rfile.read(length))
            items = b",".join([ITEM % (each, each) for each in references])
            body = BODY % items
            self.wfile.write(HEAD % len(body) + body)

    def _length_of_next(self) -> int:
        """The length of the next request's body; 0 at the end."""
        length = 0
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            if found := LENGTH.match(line):
                length = int(found[1])
        return length


class Server(socketserver.ThreadingTCPServer):
    """A thread for each connection."""

    daemon_threads = True


def main() -> None:
    """Serve until killed."""
    with Server(("127.0.0.1", 0), Connection) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
