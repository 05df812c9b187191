"""The application: store, memory, study session, quizzes, terminal interface and commands."""

__version__ = "0.1.0"
