"""Sources of the sample notices come in, the notices in four formats and their gold labels go out."""
