"""Sentences, tables and lines that say hours → statements of who must have how many of which, or is granted them."""
