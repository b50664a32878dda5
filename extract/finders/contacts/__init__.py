"""Lines, rows and sentences with telephone numbers and mailboxes → contacts: whose they are and what for."""
