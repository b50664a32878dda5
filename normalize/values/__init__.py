"""Printed strings in, typed values out: numbers, dates, durations, phones, regions, identifiers, working days.

Pure functions. What cannot be determined is None or a typed problem, never a guess and never an exception.
"""
