"""NoticeRecords of one run → findings that only show in comparison: citations, levels, topics, cities."""
