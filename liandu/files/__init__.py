"""Evidence and attachments: sniffed, bounded, hashed, stored once."""
