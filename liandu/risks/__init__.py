"""The register of integrity risks: what may go wrong at a link, who guards against it, how often.

Its app stands above works, whose links it hangs on, beside findings: neither knows the other.
"""
