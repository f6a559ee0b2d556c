"""The two generations of the SDK: where each is installed, and a run of its driver."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from clicksendhub.sandbox.server import Running
from tests.imports import ROOT
from tests.sdk.calls import Call, call, of_sdk

HERE = Path(__file__).parent
USER = "rehearsal"
KEY = "11111111-2222-4333-8444-555555555555"
LONGEST_RUN_SECONDS = 60


@dataclass(frozen=True)
class Generation:
    """One generation of the official SDK, in the environment that `bin/sdks` makes."""

    number: int
    package: str

    @property
    def name(self) -> str:
        """What the run and the table call it."""
        return f"SDK {self.number}"

    @property
    def environment(self) -> Path:
        """Its own environment."""
        return ROOT / ".bootstrap" / f"sdk-{self.number}"

    @property
    def version(self) -> str:
        """The version that its lock file names."""
        lock = (HERE / f"requirements-{self.number}.txt").read_text(encoding="utf-8")
        found = re.search(r"^clicksend-client==(\S+)", lock, re.M)
        assert found
        return found[1]

    def calls(self) -> dict[Call, str]:
        """Every call of this SDK, with its method."""
        found = list(
            self.environment.glob(f"lib/python3*/site-packages/{self.package}")
        )
        assert found, f"{self.name} is not installed. Run bin/sdks, which installs it."
        return of_sdk(found[0])

    def drive(
        self, sandbox: Running, *, key: str = KEY
    ) -> subprocess.CompletedProcess[str]:
        """Run the driver inside the SDK's environment."""
        place = {
            "SANDBOX_URL": sandbox.url,
            "SANDBOX_USERNAME": USER,
            "SANDBOX_KEY": key,
        }
        return subprocess.run(
            [self.environment / "bin" / "python", "-m", f"tests.sdk.sdk{self.number}"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **place},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )


GENERATIONS = (Generation(6, "clicksend"), Generation(5, "clicksend_client"))


def answered(sandbox: Running) -> set[Call]:
    """The calls that the sandbox has answered well, as its own log tells."""
    return {
        call(entry["method"], entry["path"])
        for entry in sandbox.calls()
        if 200 <= entry["status"] < 300
    }
