"""
Figures for Prometheus.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from calque.detect import all_rules

_METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))


@cache
def _rules() -> frozenset[str]:
    return frozenset(loaded.rule.id for loaded in all_rules())


class Metrics:
    """What is counted of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._requests = Counter(
            "calque_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "calque_request_seconds",
            "Time to the end of an answer.",
            ("route",),
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )
        self.in_flight = Gauge(
            "calque_requests_in_flight", "Requests being answered.", registry=self.registry
        )
        self.busy = Gauge("calque_workers_busy", "Workers at work.", registry=self.registry)
        self.waiting = Gauge(
            "calque_tasks_waiting", "Tasks without a worker.", registry=self.registry
        )
        self._decisions = Counter(
            "calque_decisions", "Decisions kept.", ("rule", "choice"), registry=self.registry
        )

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in _METHODS else "other"  # a client may make up any number
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def decided(self, rule: str, choice: str) -> None:
        """Count a decision."""
        self._decisions.labels(rule if rule in _rules() else "other", choice).inc()

    def text(self) -> bytes:
        """All figures in Prometheus' text form."""
        return generate_latest(self.registry)
