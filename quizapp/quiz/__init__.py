"""Quizzes: what one is made from, its questions and versions, how it is taken, graded and kept."""
