"""Tells Django about the gate app, and joins it to the sweep."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "clicksendhub.gate"
    label = "gate"

    def ready(self) -> None:
        """Register the searches and counters that lower apps call by name."""
        from clicksendhub.credentials import hooks
        from clicksendhub.gate import circuit, upkeep
        from clicksendhub.gate.calls import counted
        from clicksendhub.jobs import sweeps

        hooks.count_calls_by(counted)
        hooks.on_good_key(lambda account: circuit.mend(account.pk))
        sweeps.register("gate.upkeep", upkeep.find_due_upkeep)
