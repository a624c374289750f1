"""What people prove who they are with, beside the password: codes, recovery codes, passkeys."""
