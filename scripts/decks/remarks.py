"""What a room would gain from: the build's remarks on slides, and texts measured as they are seen.

The build notes on each slide what asks without hiding, long code and long outputs
(``course/deck/remarks.py``); a browser measures the texts of figures and the code. All are
listed by ``make check-slides``, which fails for the kinds that conf.py names in
``course_refused``. Usage::

    for remark in remarks_on(page, "01-tenseurs"):   # an open deck, at its current slide
        remark.kind, str(remark)
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SMALL_TEXTS = Path(__file__).with_name("small_texts.js").read_text(encoding="utf-8")
SLIDE = """() => {
    const slide = Reveal.getCurrentSlide();
    const {source = document.body.dataset.source, line, remarks = "[]"} = slide.dataset;
    return {id: slide.id, source, line, remarks};
}"""
LEAST_TEXT, LEAST_CODE = 24, 22
ROUNDING = 0.1
KINDS = {
    "questions": "qui demandent sans rien cacher",
    "listings": "codes longs",
    "printouts": "sorties longues",
    "figures": "figures aux textes petits",
    "code": "codes petits",
}
FIGURE = (
    "la figure {where} a du {what} de {size} px, sous les {least} lisibles : « {text} », en "
    "{points} points. L'écrire en {wanted} points, ou réduire figsize d'autant ; pour la "
    "diapositive seule : « # Diapositive : largeur × hauteur » au-dessus de plt.show()."
)
CODE = (
    "code de {size} px, sous les {least} lisibles du fond : « {text} ». Moins de lignes, ou plus "
    "courtes."
)


@dataclass(frozen=True)
class Remark:
    """One remark, at its file and line."""

    kind: str
    where: str
    sentence: str

    def __str__(self) -> str:
        """Write it, file and line first."""
        return f"source/{self.where} : {self.sentence}"


def remarks_on(page: Any, deck: str) -> Iterator[Remark]:
    """Yield what is to be said of the current slide of an open deck."""
    slide = page.evaluate(SLIDE)
    name, here = slide["source"], f"{deck}#/{slide['id']}"
    for kind, at, sentence in json.loads(slide["remarks"]):
        yield Remark(kind, f"{name}:{at} : {here}", sentence)
    for found in page.evaluate(SMALL_TEXTS):
        yield from _small(found, f"{name}:{slide['line']} : {here}")


def _small(found: dict[str, Any], where: str) -> Iterator[Remark]:
    least = LEAST_CODE if found["code"] else LEAST_TEXT
    size, points = found["size"], found["points"]
    if size >= least - ROUNDING:
        return
    said = {"least": least, "size": _number(size), "text": found["text"]}
    if points:
        wanted = _number(points * least / size + 0.05)
        what = "code" if found["code"] else "texte"
        sentence = FIGURE.format(
            **said, what=what, where=found["where"], points=_number(points), wanted=wanted
        )
        yield Remark("figures", where, sentence)
    else:
        yield Remark("code", where, CODE.format(**said))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def summary(remarks: Iterable[Remark]) -> str:
    """Count them by kind, in a sentence; an empty text for none."""
    counts = Counter(one.kind for one in remarks)
    said = [f"{counts[kind]} {words}" for kind, words in KINDS.items() if counts[kind]]
    return f"À reprendre : {', '.join(said)}." if said else ""
