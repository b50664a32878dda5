"""The folder that clerks trust: files dropped into an inbox are taken once, kept, processed and answered."""
