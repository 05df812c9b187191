"""Every key of the program, by the place where it works: its name, what it does, and a sentence on it.

The one registry behind the bindings, the bar at the bottom of each screen, the help and the table in
the README. `[keys]` in the settings rebinds by name. Importing it loads no Textual.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.tui.placed import First, Key, Place, Seldom

PLACES: Mapping[str, Place] = {
    "everywhere": Place(
        "Everywhere",
        (
            Key("help", "question_mark,f1", "app.help", "help", "Show the keys that work here."),
            Key(
                "commands",
                "ctrl+p",
                "app.command_palette",
                "commands",
                "Find any command by its name.",
                False,
            ),
            Key("quit", "ctrl+q", "app.leave", "quit", "Leave the program; every answer is kept.", False),
            Key("interrupt", "ctrl+c", "app.interrupt", "quit", "Pressed twice, leave the program.", False),
            Key(
                "suspend",
                "ctrl+z",
                "app.suspend_process",
                "suspend",
                "Go back to the shell for a while.",
                False,
            ),
        ),
    ),
    "list": Place(
        "In a list",
        (
            Key("down", "down,j", "cursor_down", "down", "Go down.", show=False),
            Key("up", "up,k", "cursor_up", "up", "Go up.", show=False),
            Key("top", "home,g", "first", "first", "Go to the first line.", show=False),
            Key("bottom", "end,G", "last", "last", "Go to the last line.", show=False),
            Key("page_down", "pagedown,ctrl+d", "page_down", "page down", "Go a page down.", show=False),
            Key("page_up", "pageup,ctrl+u", "page_up", "page up", "Go a page up.", show=False),
        ),
    ),
    "page": Place(
        "On a page",
        (
            Key("down", "down,j", "scroll_down", "down", "Scroll down.", show=False),
            Key("up", "up,k", "scroll_up", "up", "Scroll up.", show=False),
            Key("left", "left,h", "scroll_left", "left", "Scroll to the left.", show=False),
            Key("right", "right,l", "scroll_right", "right", "Scroll to the right.", show=False),
            Key("top", "home,g", "scroll_home", "top", "Go to the beginning.", show=False),
            Key("bottom", "end,G", "scroll_end", "end", "Go to the end.", show=False),
            Key("page_down", "pagedown,ctrl+d", "page_down", "page down", "Scroll a page down.", show=False),
            Key("page_up", "pageup,ctrl+u", "page_up", "page up", "Scroll a page up.", show=False),
        ),
    ),
    "home": Place(
        "Home",
        (
            First("start", "enter,space", "start", "start", "Study what is selected in the list."),
            Key("browse", "b,slash", "browse", "browse", "Find, edit and add cards; practise exercises."),
            Seldom("leeches", "l", "leeches", "leeches", "Write anew what you forget again and again."),
            First("resume", "r", "resume", "go on", "Go on with what you left unfinished."),
            Seldom(
                "drop", "x", "drop", "drop it", "Drop what you left unfinished; what is written asks first."
            ),
            Key("import", "i", "import_notes", "import", "Read your own notes into cards."),
            Key("stats", "t", "stats", "stats", "See how learning goes."),
            Key("settings", "s", "settings", "settings", "See and change every setting."),
            Key(
                "quiz",
                "z",
                "quiz",
                "quiz",
                "Answer questions of your choice without a verdict until the end.",
            ),
            Key("paths", "p", "paths", "paths", "Choose which study paths take part."),
            Key("undo", "u", "undo", "undo", "Take the last answer back and ask it again.", show=False),
            Key(
                "calendar",
                "tab",
                "calendar",
                "calendar",
                "Read the days of the calendar, and go back to the decks.",
                show=False,
            ),
            First("quit", "q", "leave", "quit", "Leave the program; every answer is kept."),
        ),
    ),
    "paths": Place(
        "Study paths",
        (
            First("switch", "enter,space", "switch", "on/off", "Switch the selected path on or off."),
            First("close", "escape,q,p", "close", "done", "Go back."),
        ),
    ),
    "study": Place(
        "Study",
        (
            First("reveal", "space,enter", "reveal", "show answer", "Show the answer."),
            First("proposed", "space,enter", "grade_proposed", "as marked", "Give the grade that is marked."),
            First("next", "space,enter", "next", "next", "Go on to the next exercise."),
            Key("again", "1", "grade(1)", "again", "It was forgotten, or wrong.", show=False),
            Key("hard", "2", "grade(2)", "hard", "It came, with effort.", show=False),
            Key("good", "3", "grade(3)", "good", "It came.", show=False),
            Key("easy", "4", "grade(4)", "easy", "It came at once.", show=False),
            Key(
                "undo",
                "u,ctrl+t",
                "undo",
                "undo",
                "Take the last answer back, or that one was put aside, and ask it again.",
            ),
            First("home", "escape,q", "home", "home", "Go home; every answer is kept."),
            First("back", "escape,q", "back", "back", "Go back to where you were; practice is kept."),
            Key("another", "n", "another", "another", "Practise another one like this, unscheduled."),
            Seldom("mine", "m", "mine", "my mistake", "Practise one that shows the mistake just made."),
            Key("snippet", "v", "snippet", "as a script", "See the question as a script, and run it."),
            Key("reference", "d", "reference", "reference", "Read how the function is defined.", show=False),
            Seldom("practise", "x", "practise", "practise", "Practise the exercises of this card."),
            Seldom("images", "p", "images", "picture", "Open the pictures of this card in another window."),
            Key("edit", "e", "edit", "edit", "Put other words on this card.", show=False),
            Key("links", "l", "links", "links", "Choose the exercises of this card.", show=False),
            Key("suspend", "s", "suspend", "put to rest", "Ask this one no more.", show=False),
            Key("bury", "b", "bury", "put off", "Put this one off until tomorrow.", show=False),
            Key("flag", "f", "flag", "flag", "Flag this one, with a word to yourself.", show=False),
            Key("source", "o", "source", "open note", "Open the note in your editor.", show=False),
            Key(
                "info", "i", "info", "about", "See where it comes from and how sure the model is.", show=False
            ),
            Key("copy", "y", "copy", "copy", "Copy what is shown.", show=False),
        ),
    ),
    "exercise": Place(
        "Exercise",
        (
            First("submit", "enter", "submit", "answer", "Go to the next field, or hand the answers in."),
            Seldom("hint", "ctrl+n", "hint", "hint", "Show one more hint."),
            Seldom("solution", "ctrl+g", "give_up", "give up", "Give up and show the worked solution."),
            Key("next_field", "tab", "next_field", "next", "Go to the next answer.", show=False),
            Key(
                "previous_field",
                "shift+tab",
                "previous_field",
                "back",
                "Go to the answer before.",
                show=False,
            ),
            Key("earlier", "up", "earlier", "earlier", "Bring back what was typed before.", show=False),
            Key("later", "down", "later", "later", "Go forward to what was typed after.", show=False),
        ),
    ),
    "browse": Place(
        "Browse",
        (
            First("edit", "enter,e", "edit", "edit", "Put other words on this card."),
            Key("mark", "space", "mark", "mark", "Mark this one, to do something to several at once."),
            Key("mark_all", "a", "mark_all", "mark all", "Mark all that is found, or nothing.", show=False),
            Key("suspend", "s", "suspend", "rest", "Put to rest, or back into study."),
            Key("add", "n", "add", "new card", "Write a card by hand."),
            Key("tag", "t", "tag", "tag", "Add and remove tags."),
            Key("flag", "f", "flag", "flag", "Flag, with a word to yourself."),
            Key("links", "l", "links", "links", "Choose the exercises of this card.", show=False),
            Key("bury", "b", "bury", "put off", "Put off until tomorrow.", show=False),
            Key("undo", "u", "undo", "undo", "Take back what was done here last.", show=False),
            Key("practise", "x", "practise", "practise", "Practise its exercises, unscheduled.", show=False),
            Key("cram", "c", "cram", "cram", "Go through all that is found, unscheduled."),
            Key("source", "o", "source", "open note", "Open the note in your editor.", show=False),
            Key("search", "slash,ctrl+f", "search", "search", "Type another search.", show=False),
            First("close", "escape,q", "close", "home", "Go back."),
        ),
    ),
    "search": Place(
        "The search line",
        (
            Key("down", "down", "found_down", "down", "Go down in what was found.", show=False),
            Key("up", "up", "found_up", "up", "Go up in what was found.", show=False),
            First("submit", "enter", "submit", "to the list", "Go to what was found."),
        ),
    ),
    "edit": Place(
        "Edit",
        (
            First("save", "ctrl+s", "save", "keep", "Keep what is written.", priority=True),
            Key("kind", "ctrl+t", "kind", "typed answer", "Have the answer typed, or only remembered."),
            Key("revert", "ctrl+r", "revert", "note's words", "Let the words of the note stand again."),
            First("cancel", "escape", "cancel", "cancel", "Go back; asks first when something was written."),
        ),
    ),
    "links": Place(
        "Links",
        (
            First("switch", "enter,space", "switch", "on/off", "Let the card call for it, or no longer."),
            First("close", "escape", "close", "done", "Go back."),
        ),
    ),
    "confirm": Place(
        "A question",
        (
            First("yes", "y,enter", "yes", "yes", "Yes."),
            First("no", "n,escape", "no", "no", "No."),
        ),
    ),
    "choosefile": Place(
        "A file or folder",
        (
            First("choose", "enter", "choose", "choose", "Go into the folder, or take what is selected."),
            First("cancel", "escape", "cancel", "cancel", "Go back and import nothing."),
        ),
    ),
    "import": Place(
        "Import",
        (
            First("accept", "enter", "accept", "import", "Take the cards that are ticked."),
            First("tick", "space", "tick", "tick", "Tick or untick; what is not ticked is put to rest."),
            Key("tick_all", "a", "tick_all", "tick all", "Tick all, or none.", show=False),
            Key("edit", "e", "edit", "edit", "Put other words on this card; the note stays as it is."),
            Seldom("skipped", "w", "skipped", "what is missing", "See which passages gave no card, and why."),
            First("cancel", "escape,q", "cancel", "cancel", "Stop, and import nothing."),
        ),
    ),
    "snippet": Place(
        "The script",
        (
            First("run", "r,enter", "run", "run", "Run it, and see what it prints."),
            Key("edit", "e", "edit", "edit", "Change it in your editor."),
            Key("copy", "y", "copy", "copy", "Copy it."),
            First("stop", "escape,q", "stop", "stop", "Stop what is running."),
            First("close", "escape,q", "close", "back", "Go back."),
        ),
    ),
    "stats": Place(
        "Statistics",
        (
            First(
                "numbers", "n", "numbers", "numbers", "Show the numbers behind the plots, or the plots again."
            ),
            Key("read", "tab", "read", "next plot", "Go to the next plot, whose numbers the arrows read."),
            Seldom("leeches", "e", "leeches", "leeches", "Write anew what you forget again and again."),
            First("close", "escape,q", "close", "home", "Go back."),
        ),
    ),
    "plot": Place(
        "In a plot",
        (
            First("before", "left,h", "before", "earlier", "Go to the left, and read the numbers there."),
            First("after", "right,l", "after", "later", "Go to the right, and read the numbers there."),
            Key("above", "up,k", "above", "day before", "Go to the day before.", show=False),
            Key("below", "down,j", "below", "day after", "Go to the day after.", show=False),
        ),
    ),
    "settings": Place(
        "Settings",
        (
            First("change", "enter,space", "change", "change", "Change the selected setting."),
            Key("reset", "r", "reset", "usual value", "Give the selected setting its usual value again."),
            Seldom("fit", "f", "fit", "fit memory", "Fit the memory model to your own answers."),
            First("close", "escape,q", "close", "home", "Go back; changes are kept."),
        ),
    ),
    "fit": Place(
        "The memory model, fitted",
        (
            First("apply", "enter", "apply", "use them", "Use the fitted parameters from now on."),
            First("close", "escape,q", "close", "back", "Go back; what is going on is stopped."),
        ),
    ),
    "keymap": Place(
        "Keys of your own",
        (
            First("change", "enter,space", "change", "change", "Give the selected action another key."),
            Key("reset", "r", "reset", "usual key", "Give the selected action its usual keys again."),
            First("close", "escape,q", "close", "done", "Go back; changes are kept."),
        ),
    ),
    "ask": Place(
        "A line to type",
        (
            First("accept", "enter", "submit", "accept", "Take what is typed."),
            First("cancel", "escape", "cancel", "cancel", "Go back and change nothing."),
        ),
    ),
    "pick": Place(
        "A choice",
        (
            First(
                "choose",
                "enter,space",
                "choose",
                "choose",
                "Take the selected one; a number is taken at once.",
            ),
            First("cancel", "escape,q", "cancel", "cancel", "Go back and change nothing."),
        ),
    ),
    "typed": Place(
        "A typed answer",
        (
            First(
                "submit", "enter", "submit", "answer", "Have the answer compared; an empty one is not known."
            ),
        ),
    ),
    "quizplan": Place(
        "A quiz to be put together",
        (
            First("begin", "enter", "begin", "begin", "Begin the quiz."),
            Key("tick", "space", "tick", "tick", "Take the topic or kind in, or leave it out."),
            Key("number", "n", "number", "number", "Choose how many questions are asked."),
            Key("level", "l", "level", "level", "Choose the level: your own, or one for all."),
            Key("time", "t", "time", "time", "Choose how long it may take."),
            Key("tick_all", "a", "tick_all", "all", "Take all topics in, or none."),
            First("cancel", "escape,q", "cancel", "cancel", "Go back."),
        ),
    ),
    "quiz": Place(
        "Quiz",
        (
            Key("skip", "ctrl+g", "skip", "leave open", "Go on to the next question without an answer."),
            First("leave", "escape", "leave", "end", "End the quiz and see the result; asks first."),
        ),
    ),
    "quizresult": Place(
        "The result of a quiz",
        (
            Seldom(
                "make_cards",
                "c",
                "make_cards",
                "cards of what I missed",
                "Make cards of the missed questions.",
            ),
            First(
                "practise",
                "x,enter",
                "practise",
                "practise",
                "Practise one like this, with the mistake made.",
            ),
            First("close", "escape,q", "close", "home", "Go back."),
        ),
    ),
    "reading": Place(
        "Something to read",
        (First("close", "escape,q", "close", "close", "Go back."),),
    ),
    "help": Place(
        "Help",
        (First("close", "escape,q,question_mark,f1", "close", "close", "Go back."),),
    ),
}
"""All places; a screen or widget takes the keys of one with `bindings`."""
