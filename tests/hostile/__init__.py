"""Files that are broken, huge or made to do harm, written at test time and never kept."""
