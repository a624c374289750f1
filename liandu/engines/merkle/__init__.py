"""Append-only logs after RFC 6962, and their signed heads after the C2SP checkpoint format."""
