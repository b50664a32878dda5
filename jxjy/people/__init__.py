"""People lists as HR has them → people and learning records for the interpreter, and the checked list as a workbook."""
