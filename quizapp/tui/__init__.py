"""The program on the screen. Importing the package loads nothing; `quizapp.tui.app` holds the program."""
