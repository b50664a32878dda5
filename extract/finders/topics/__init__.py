"""Lists, tables and sentences of what is to be learnt → training items, with their category and force."""
