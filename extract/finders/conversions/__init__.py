"""What is reckoned as hours: activities, amounts, caps → conversion rules."""
