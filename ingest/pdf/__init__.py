"""A PDF with a text layer → Reading: lines with geometry, ruled tables, the gate's verdict on every page.

All of it comes from PDFium (through pypdfium2); pdfplumber lends the pure steps of its table finder.
"""

from ingest.pdf.reader import read_pdf

__all__ = ["read_pdf"]
