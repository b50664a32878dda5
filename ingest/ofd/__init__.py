"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese offices → Reading, straight from zip and XML.

Characters and painted lines are brought into points; lines, tables and places are then found as in a PDF.
"""

from ingest.ofd.reader import read_ofd

__all__ = ["read_ofd"]
