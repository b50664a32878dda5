"""Forms to be filled in, inside a notice → their titles and fields."""
