"""Settings for all tests: properties are checked without a clock, since machines are noisy."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("jxjy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jxjy")
