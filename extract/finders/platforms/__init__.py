"""Names and addresses of learning and registration sites → platforms."""
