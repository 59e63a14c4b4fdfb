"""A script's figures are kept when it shows them, and refused when it closes them unseen.

Usage, around a cell::

    with Shown(keep):      # keep(figures) when the script calls plt.show()
        ...
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from ...base import wording
from .refusal import FigureError


class Shown:
    """Stand in for ``plt.show`` and ``plt.close`` while a cell runs."""

    def __init__(self, keep: Callable[[list[Any]], object]) -> None:
        self.keep = keep
        self.refused: FigureError | None = None  # a script may catch the exception

    def __enter__(self) -> Shown:
        """Take their place."""
        import matplotlib.pyplot as plt

        self._show, self._close = plt.show, plt.close
        plt.show = lambda *args, **kwargs: self.keep_all()
        plt.close = self._close_shown  # type: ignore[assignment]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give it back."""
        import matplotlib.pyplot as plt

        plt.show, plt.close = self._show, self._close

    def keep_all(self) -> None:
        """Keep the open figures, and close them."""

        try:
            self.keep(_open_figures())
        except FigureError as error:
            self.refused = error
            raise
        finally:
            self._close("all")

    def _close_shown(self, which: Any = None) -> None:
        """Close what is asked, unless a figure with something in it would go unseen."""
        import matplotlib.pyplot as plt

        before = _open_figures()
        self._close(which)
        for figure in before:
            if not plt.fignum_exists(figure.number) and (figure.axes or figure.texts):
                self.refused = FigureError(wording.FIGURE_CLOSED)
                raise self.refused


def _open_figures() -> list[Any]:
    """Return the open figures; the current one stays so."""
    import matplotlib.pyplot as plt

    if not plt.get_fignums():
        return []
    current = plt.gcf()
    figures = [plt.figure(number) for number in plt.get_fignums()]
    plt.figure(current)
    return figures
