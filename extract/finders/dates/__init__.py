"""Dates and relative times → mentions of windows and deadlines, with what each is for."""
