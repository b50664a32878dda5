"""Old Word files (DOC, DOT, WPS, RTF, Word 2003 XML) and ODT → Reading, by way of LibreOffice where it is installed.

`program` finds and runs LibreOffice and imports nothing heavy, for it is asked at every start; `legacy` reads.
"""
