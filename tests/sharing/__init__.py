"""Information shared and signed for."""
