"""The record: every event, sealed and verifiable."""
