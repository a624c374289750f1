"""What is measured, and against what. Each module has a ``run()`` that returns its lines."""
