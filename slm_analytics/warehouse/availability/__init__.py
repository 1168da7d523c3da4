"""Availability for all services at once: claims become downtime by day and outage."""
