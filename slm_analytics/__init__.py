"""slm_analytics: service level management from plain ticket exports, every figure explained."""

__version__ = "0.1.0"
