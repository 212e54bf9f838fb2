"""Makes ``made`` importable from every test folder."""
