"""What stands before a text and asks about it: titles of sections, labels of passages, points, tasks."""
