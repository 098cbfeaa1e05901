"""What is done with the image of a page before it is read; every step is a function from arrays to values."""
