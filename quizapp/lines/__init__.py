"""Study and exercises in lines, for pipes, screen readers and plain terminals.

One stream is read and one is written; no colour, no moving cursor. All that the screens of study offer is
here as commands of a letter or a word, and `?` lists those that are possible now.
"""
