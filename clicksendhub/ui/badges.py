"""The one fixed set of words for outcomes, each with tone, icon and sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "wait", "bad", "person", "quiet", "accent"]


@dataclass(frozen=True, slots=True)
class Badge:
    """How a state is told: icon and word carry it, the tone only helps."""

    word: str
    tone: Tone
    icon: str
    sentence: str


_PERSON = {
    "planned": Badge(
        "Planned", "quiet", "calendar", "Written down; nothing has left yet."
    ),
    "queued": Badge("Planned", "quiet", "calendar", "Released and waiting its turn."),
    "held": Badge(
        "Held", "wait", "pause-circle", "Waits for a reason that stands beside it."
    ),
    "submitting": Badge(
        "Sending", "accent", "paper-airplane", "On its way to ClickSend right now."
    ),
    "in_doubt": Badge(
        "Checking",
        "wait",
        "magnifying-glass",
        "No clear answer came. We ask ClickSend before anything is sent again.",
    ),
    "accepted": Badge(
        "Accepted", "accent", "check", "ClickSend took it; the receipt has not come."
    ),
    "delivered": Badge(
        "Delivered", "good", "check-circle", "The phone network says it arrived."
    ),
    "undelivered": Badge(
        "Not delivered", "bad", "x-circle", "The phone network could not deliver it."
    ),
    "refused": Badge(
        "Refused", "bad", "no-symbol", "ClickSend did not take it; nothing was sent."
    ),
    "skipped": Badge(
        "Skipped", "quiet", "forward", "Left out on purpose, for instance a block."
    ),
    "expired": Badge(
        "Too late", "quiet", "clock", "Its last moment passed before it could go."
    ),
    "cancelled": Badge(
        "Cancelled", "quiet", "minus-circle", "A person stopped it before it went."
    ),
    "needs_a_look": Badge(
        "Needs a look",
        "person",
        "eye",
        "We cannot tell what became of it; a person decides.",
    ),
}

_SEND = {
    "draft": Badge("Draft", "quiet", "pencil-square", "Being written."),
    "waiting": Badge(
        "Waiting for approval", "person", "hand-raised", "A second person must agree."
    ),
    "scheduled": Badge("Scheduled", "accent", "clock", "Starts at its time by itself."),
    "starting": Badge(
        "Starting", "accent", "play-circle", "The first texts leave now."
    ),
    "sending": Badge("Sending", "accent", "paper-airplane", "Texts are leaving."),
    "paused": Badge(
        "Paused", "wait", "pause-circle", "Nothing leaves until someone goes on."
    ),
    "stopped": Badge(
        "Stopped", "quiet", "stop-circle", "A person ended it; the rest did not go."
    ),
    "done": Badge("Done", "good", "check-circle", "Everyone planned is accounted for."),
}

_STEP = {
    "step_alone": Badge(
        "Kept here alone", "quiet", "home", "ClickSend is told nothing of this list."
    ),
    "step_waiting": Badge(
        "Changes wait", "accent", "arrow-path", "They go to ClickSend by themselves."
    ),
    "step_in_step": Badge(
        "In step", "good", "check-circle", "ClickSend holds the same people."
    ),
    "step_differs": Badge(
        "Differs", "person", "scale", "Not everybody is the same on both sides."
    ),
    "step_trouble": Badge(
        "Not in step", "bad", "exclamation-triangle", "ClickSend did not take it."
    ),
    "step_gone": Badge(
        "Gone at ClickSend", "person", "archive-box-x-mark", "Kept here until decided."
    ),
}

_IMPORT = {
    "import_draft": Badge(
        "Draft", "quiet", "pencil-square", "Nothing in your lists has changed."
    ),
    "import_checking": Badge(
        "Being checked", "wait", "magnifying-glass", "Every row is read once."
    ),
    "import_checked": Badge(
        "Checked", "accent", "clipboard-document-check", "Ready to be imported."
    ),
    "import_importing": Badge(
        "Importing", "accent", "arrow-down-tray", "People are being written."
    ),
    "import_stopped": Badge(
        "Stopped half-way", "person", "pause-circle", "Go on with it, or undo it."
    ),
    "import_done": Badge("Done", "good", "check-circle", "Every row has its place."),
    "import_failed": Badge(
        "Could not be read", "bad", "x-circle", "The file breaks off or is damaged."
    ),
    "import_undoing": Badge(
        "Being undone", "wait", "arrow-uturn-left", "People are put back as they were."
    ),
    "import_halted": Badge(
        "Undone half-way", "person", "pause-circle", "Undo it again to go on."
    ),
    "import_undone": Badge(
        "Undone", "quiet", "arrow-uturn-left", "People are as they were before."
    ),
    "row_new": Badge("New", "good", "user-plus", "Nobody in the list yet."),
    "row_changed": Badge(
        "Changed", "accent", "pencil-square", "In the list, and changed by the file."
    ),
    "row_same": Badge("Same", "quiet", "equals", "In the list, with the same values."),
    "row_duplicate": Badge(
        "Duplicate", "wait", "document-duplicate", "The same person in another row."
    ),
    "row_rejected": Badge("Rejected", "bad", "x-circle", "Not taken; it says why."),
    "row_mended": Badge("Mended", "good", "pencil", "Written anew by hand, and taken."),
    "row_warned": Badge(
        "With a doubt", "wait", "exclamation-triangle", "Taken, and worth a look."
    ),
}

_FILES = {
    "file_making": Badge("Being made", "wait", "arrow-path", "ClickSend converts it."),
    "file_ready": Badge("Ready", "good", "check-circle", "It can be sent as it is."),
    "file_failed": Badge("Could not be made", "bad", "x-circle", "It says why."),
}

_OTHER = {
    "received": Badge("Received", "accent", "inbox-arrow-down", "A reply came in."),
    "blocked": Badge(
        "Blocked", "bad", "no-symbol", "This number is not texted or called."
    ),
    "live": Badge(
        "Live", "good", "signal", "Messages reach real people and cost money."
    ),
    "rehearsal": Badge("Rehearsal", "quiet", "beaker", "Nothing leaves the house."),
    "not_tested": Badge(
        "Not tested", "wait", "question-mark-circle", "Nobody has tried it yet."
    ),
    "testing": Badge("Testing", "wait", "arrow-path", "A test is under way."),
    "checked": Badge("Checked", "good", "check-circle", "It worked when last tried."),
    "failed": Badge("Failed", "bad", "x-circle", "It did not work when last tried."),
}

BADGES: dict[str, Badge] = {
    **_PERSON,
    **_SEND,
    **_STEP,
    **_IMPORT,
    **_FILES,
    **_OTHER,
}


def badge_for(state: str) -> Badge:
    """The badge of a state; an unknown one is shown as its own word, never hidden."""
    word = state.replace("_", " ").capitalize()
    return BADGES.get(state) or Badge(word, "quiet", "question-mark-circle", "")
