"""A bundle of evidence: what it holds, and the script that travels in it and checks it."""

from liandu.engines.evidence.verify import FORMAT, MANIFEST, SIGNED, Fault, check_bundle

__all__ = ["FORMAT", "MANIFEST", "SIGNED", "Fault", "check_bundle"]
