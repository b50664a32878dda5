"""The application: command line, batch, outputs. Everything the user meets; nothing else imports it."""
