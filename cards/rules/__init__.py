"""The ways in which notes state something worth asking, one module for each."""
