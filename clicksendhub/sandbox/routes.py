"""Which method on which path is whose, for the API and for the pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Handler = TypeVar("Handler", bound=Callable[..., object])


@dataclass(slots=True)
class Route(Generic[Handler]):
    """One path template with a callable for each method."""

    template: str
    pattern: re.Pattern[str]
    methods: dict[str, Handler] = field(default_factory=dict)


class Routes(Generic[Handler]):
    """Templates such as `/sms/{message_id}/cancel`; fixed paths win."""

    def __init__(self) -> None:
        self._fixed: dict[str, Route[Handler]] = {}
        self._open: list[Route[Handler]] = []
        self._by_template: dict[str, Route[Handler]] = {}

    def add(self, method: str, template: str, handler: Handler) -> None:
        """Register a callable for a method and a template."""
        route = self._by_template.get(template)
        if route is None:
            text = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
            route = Route(template, re.compile(text))
            self._by_template[template] = route
            if "{" in template:
                self._open.append(route)
            else:
                self._fixed[template] = route
        route.methods[method] = handler

    def all(self) -> list[Route[Handler]]:
        """Return every route, in the order in which templates came."""
        return list(self._by_template.values())

    def find(self, path: str) -> tuple[Route[Handler], dict[str, str]] | None:
        """Return the route of a path with what its braces stand for."""
        fixed = self._fixed.get(path)
        if fixed is not None:
            return fixed, {}
        for route in self._open:
            found = route.pattern.fullmatch(path)
            if found:
                return route, found.groupdict()
        return None
