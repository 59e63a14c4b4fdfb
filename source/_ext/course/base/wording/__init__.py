"""Every French string that the extension shows, to readers and to authors.

One file per reader; the names are used as ``wording.NAME``::

    from . import wording

    raise CourseError(wording.UNKNOWN_CELL.format(script=script, cell=cell))
"""

from .authors import *
from .decks import *
from .downloads import *
from .pages import *
from .quizzes import *
from .runs import *
from .showing import *
from .texts import *
from .versions import *
