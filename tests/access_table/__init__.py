"""Every address of the site × every kind of person: what each is answered with."""
