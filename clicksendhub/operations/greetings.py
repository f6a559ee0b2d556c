"""What the terminal says once the hub runs: where it is and who may sign in."""

from __future__ import annotations

from django.conf import settings

from clicksendhub.operations import addresses, programs
from clicksendhub.operations.demo import PEOPLE, demo_secrets
from clicksendhub.people.models import User
from clicksendhub.people.services import first_admin_link


def greeting(parts: tuple[str, ...]) -> str:
    """Everything that a person needs to begin."""
    if settings.IS_PRODUCTION:
        return "\n".join(["ClickSend Hub is running.", *_first_admin()])
    lines = [
        "",
        "ClickSend Hub is running.",
        "",
        f"  The hub      {addresses.web_url()}",
    ]
    if programs.SANDBOX in parts:
        lines.append(f"  The handset  {addresses.sandbox_url()}")
        lines.append("               where each text arrives and can be answered")
    lines += ["", *_sign_ins(), "", "Nothing is sent to anybody. Ctrl-C stops it.", ""]
    return "\n".join(lines)


def _sign_ins() -> list[str]:
    kept = demo_secrets().passwords
    lines = ["  Sign in as"]
    for person in PEOPLE:
        shown = _shown_password(person.email, kept.get(person.email, ""))
        lines.append(f"    {person.role_word:<10} {person.email:<30} {shown}")
    return lines


def _shown_password(email: str, password: str) -> str:
    user = User.objects.filter(email__iexact=email).first()
    if user is None or not user.is_active:
        return "(not in this demo)"
    return password if user.check_password(password) else "(changed by its person)"


def _first_admin() -> list[str]:
    link = first_admin_link(base=settings.PUBLIC_URL or addresses.web_url())
    if not link:
        return []
    return [
        "Nobody can sign in yet. This link makes the first admin; it works once:",
        f"  {link}",
    ]
