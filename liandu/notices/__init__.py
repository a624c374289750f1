"""What a person is told: the inbox."""
