r"""LaTeX formulas to HTML and MathML by KaTeX, in the build's own process.

V8 comes in a wheel (mini-racer): no node to install. It starts at the first
formula of a process, in 0.2 s, then renders some 1 500 formulas a second. Usage::

    render(r"\frac{1}{2}", display=True)     # '<span class="katex-display">…'
    render(r"\frca{1}{2}")                   # raises BrokenFormulaError:
    # formule LaTeX illisible : commande inconnue « \frca ». Le plus proche : « \frac »…
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import nearest

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

KATEX_VERSION = "0.19.1"
KATEX = Path(__file__).with_name("katex_library") / "katex.min.js"
RENDER = """
function render(tex, display, macros) {
  try {
    return JSON.stringify({html: katex.renderToString(tex, {
      displayMode: display, macros: macros, output: "htmlAndMathml",
      strict: code => code === "unknownSymbol" ? "error" : "ignore"})});
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return JSON.stringify({reason: error.rawMessage, position: error.position});
  }
}
"""
# What the page does without: the namespace (HTML knows MathML), the LaTeX, and the upright
# letters of a MathML that is not drawn.
SUPERFLUOUS = re.compile(
    r' xmlns="http://www.w3.org/1998/Math/MathML"| mathvariant="normal"|</?semantics>'
    r"|<annotation .*?</annotation>",
    re.DOTALL,
)
# The same styles in fewer letters: "margin-left:0em;top:-0.25em;" is "top:-.25em".
STYLE = re.compile(r'style="([^"]*)"')
NO_MARGIN = re.compile(r"margin-(?:left|right):0em;?")
LEADING_ZERO = re.compile(r"(?<=[:-])0(?=\.\d)")
# Classes that no rule of katex.min.css names, and the spans that are left without any, where
# no rule is for the child of what holds them.
UNSTYLED = re.compile(r"m(?:ord|op|bin|rel|open|close|punct|inner|tight)|text")
CLASSES = re.compile(r' class="([^"]*)"')
PLAIN = re.compile(
    r'((?:<span class="pstrut"[^>]*></span>|<span class="(?:katex-inner|delim-size[14])">)?)'
    r"<span>([^<]*)</span>"
)
# TeX's three spaces, named in our katex.min.css: they are most of the styles.
SPACE = re.compile(r'class="mspace" style="margin-right:\.(1667|2222|2778)em"')
STRUT = '<span class="pstrut" style="height:3em">'  # 3em: the rule of ours
SPACES = {"1667": "thin", "2222": "medium", "2778": "thick"}
ENVIRONMENT = re.compile(r"\\begin\{(.+?)\}.*?\\end\{\1\}", re.DOTALL)
# Those that KaTeX would number by itself; Sphinx numbers what has a label, and nothing else.
NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|alignat|gather)\}")
# They stand alone; under or beside something else, LaTeX has others.
ALONE = {
    "equation*": "gathered",
    "align*": "aligned",
    "alignat*": "alignedat",
    "gather*": "gathered",
}
BLANK_LINE = re.compile(r"\n[ \t]*\n")

BROKEN = "formule LaTeX illisible : {why} Formule : {tex} (KaTeX : {reason}, caractère {position})"
UNKNOWN_COMMAND = "commande inconnue « {name} »."
UNKNOWN_ENVIRONMENT = "environnement inconnu « {name} »."
TRANSLATIONS = (
    (
        r"Double (sub|super)script",
        "deux indices ou deux exposants à la suite, à grouper par des accolades.",
    ),
    (r"Unexpected end of input|Expected '}'", "une accolade n'est pas fermée."),
    (r"Expected 'EOF', got '}'", "une accolade fermante est de trop."),
    (r"Expected '\\right'", "« \\left » sans « \\right »."),
    (r"Expected 'EOF', got '&'", "« & » hors d'un environnement d'alignement."),
    (r"Expected 'EOF', got '(.+)'", "« {0} » n'a pas sa place ici."),
    (r"Expected '(.+)', got '(.+)'", "« {0} » attendu, « {1} » trouvé."),
    (r"", "erreur de syntaxe."),
)


class BrokenFormulaError(ValueError):
    """A formula that KaTeX refuses; the message says why, in French."""


@cache
def engine(process: int) -> MiniRacer:
    """Return V8 with KaTeX loaded, one for each process (V8 does not survive a fork)."""
    from py_mini_racer import MiniRacer

    context = MiniRacer()
    context.eval(KATEX.read_text(encoding="utf-8"))
    context.eval(RENDER)
    return context


@cache
def render(tex: str, display: bool = False, macros: str = "{}") -> str:
    """Return the HTML and MathML of a formula; raise BrokenFormulaError if it is broken."""
    context = engine(os.getpid())
    answer = json.loads(str(context.call("render", tex, display, json.loads(macros))))
    if "html" in answer:
        return lean_formula(answer["html"])
    reason = answer["reason"]
    position = (answer["position"] or 0) + 1
    text = " ".join(tex.split())
    raise BrokenFormulaError(
        BROKEN.format(why=explain(reason), tex=text, reason=reason, position=position)
    )


def lean_formula(html: str) -> str:
    """Return the HTML of a formula without what shows nothing, a quarter of its bytes."""
    html = STYLE.sub(_short_style, SUPERFLUOUS.sub("", html))
    html = CLASSES.sub(_styled_classes, html)
    html = PLAIN.sub(lambda span: span[0] if span[1] else span[2], html)
    html = html.replace(STRUT, '<span class="pstrut">')
    return SPACE.sub(lambda space: f'class="mspace {SPACES[space[1]]}"', html)


def _styled_classes(found: re.Match[str]) -> str:
    kept = " ".join(name for name in found[1].split() if not UNSTYLED.fullmatch(name))
    return f' class="{kept}"' if kept else ""


def _short_style(style: re.Match[str]) -> str:
    short = LEADING_ZERO.sub("", NO_MARGIN.sub("", style[1])).rstrip(";")
    return f'style="{short}"'


def explain(reason: str) -> str:
    """Say in French what KaTeX says in English, with the nearest valid name."""
    if found := re.match(r"Undefined control sequence: (\\.+)", reason):
        names = known_names("command")
        swapped = [name for name in names if sorted(name) == sorted(found[1])]
        return UNKNOWN_COMMAND.format(name=found[1]) + nearest(found[1], swapped or names)
    if found := re.match(r"No such environment: (.+)", reason):
        names = known_names("environment")
        return UNKNOWN_ENVIRONMENT.format(name=found[1]) + nearest(found[1], names)
    for pattern, french in TRANSLATIONS:
        if found := re.match(pattern, reason):
            return french.format(*found.groups())
    raise AssertionError("the last pattern matches everything")


@cache
def known_names(kind: str) -> tuple[str, ...]:
    """List KaTeX's commands or environments, as its own source names them."""
    source = KATEX.read_text(encoding="utf-8")
    if kind == "command":
        found = re.findall(r'"(\\\\[a-zA-Z]+)"', source)
        return tuple(sorted({name.replace("\\\\", "\\") for name in found}))
    groups = re.findall(r'type:"\w+",names:\[([^\]]*)\]', source)
    names = {name for group in groups for name in re.findall(r'"([a-zA-Z]+\*?)"', group)}
    return tuple(sorted(names))


def display_source(text: str, no_wrap: bool) -> str:
    r"""Return the LaTeX of a block, without numbers of its own.

    Equations parted by a blank line go one under the other.

    >>> display_source("a = b\n\nc = d", False)
    '\\begin{gathered}a = b\\\\\nc = d\\end{gathered}'
    """
    text = NUMBERED.sub(r"\\\1{\2*}", text)
    text = ENVIRONMENT.sub(lambda found: BLANK_LINE.sub("\n", found[0]), text)
    parts = [part.strip() for part in BLANK_LINE.split(text) if part.strip()]
    bare = ENVIRONMENT.sub("", text)
    if no_wrap or (len(parts) < 2 and r"\\" not in bare):
        return text.strip()
    environment = "aligned" if "&" in bare else "gathered"
    rows = "\\\\\n".join(parts)
    for alone, inside in ALONE.items():
        rows = rows.replace(f"{{{alone}}}", f"{{{inside}}}")
    return f"\\begin{{{environment}}}{rows}\\end{{{environment}}}"
