"""Notes of the learner: finding, importing and watching their files, and what is told of it."""
