"""The nodes of a quiz, which its directive makes and its two writers read.

::

    quiz (kind, key, script, right, shown, sealed)
      quiz_question        the question itself
      …                    the body, any markup
      quiz_answers (kind)  what the reader answers with
        quiz_choice          for a choice: quiz_label, quiz_why
      quiz_why             for the other kinds
"""

from __future__ import annotations

from docutils import nodes


class quiz(nodes.General, nodes.Element):  # noqa: N801
    """A question; ``sealed`` is what the page keeps out of sight."""


class quiz_question(nodes.General, nodes.TextElement):  # noqa: N801
    """The question, one paragraph."""


class quiz_answers(nodes.General, nodes.Element):  # noqa: N801
    """What the reader answers with; ``lines`` and ``code`` when they are to be ordered."""


class quiz_choice(nodes.General, nodes.Element):  # noqa: N801
    """One choice: its label and why it is right or wrong."""


class quiz_label(nodes.General, nodes.TextElement):  # noqa: N801
    """What a choice says."""


class quiz_why(nodes.General, nodes.Element):  # noqa: N801
    """An explanation, shown once an answer is given."""
