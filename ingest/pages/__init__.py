"""What readers of pages (PDF, OFD, pictures) share: boxes, lines, ruled tables, their way into one text.

Each reader says what is printed where; here it becomes lines and cells in reading order, page by page.
"""
