"""What programs use: tokens, the REST interface, and what is sent to other systems."""
