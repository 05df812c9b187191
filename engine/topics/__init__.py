"""Reference functions and the exercises built on them, one module for each topic."""
