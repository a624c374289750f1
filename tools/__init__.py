"""What stands behind ./run. The parts that run before anything is installed need Python alone."""
