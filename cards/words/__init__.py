"""What words are and how a sentence is read: verbs, dates, letters, abbreviations, inline marks as text."""
