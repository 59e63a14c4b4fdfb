"""The directives of the Slidey dialect: what each one is for us.

Names are compared in lower case. ``WRAPPERS`` hold a node; ``LEAVES`` stand
alone; ``CODE`` take what is indented under them as it is.
"""

from __future__ import annotations

import re

SPECIAL = '=-~*^"'
DIRECTIVE = re.compile(r"^\.\.[ ]*(?:\|([^|]+)\|[ ]*)?([A-Za-z][\w.+-]*)[ ]?::(?:[ ]+(.*)|[ ]*)$")
OPTION = re.compile(r"^\s+:([A-Za-z][\w-]*):(?:\s+(.*))?$")
TARGET = re.compile(r"^\.\. _(`[^`]+`|[^:]+):(?:\s+(.*))?$")
COMMENT = re.compile(r"^\.\.(?:\s.*)?$")
ITEM = re.compile(r"^([*\-+•]|\d{1,3}\.|#\.)\s+(\S.*)$")
EMPTY_ITEM = re.compile(r"^([*\-+•]|\d{1,3}\.|#\.)$")
SIMPLE_TABLE = re.compile(r"^=+(?:\s+=+)+\s*$")
GRID_TABLE = re.compile(r"^\+(?:[-=]+\+)+\s*$")
DRAFT_LINE = re.compile(
    r"^(?:#{5,}.*|#{3,}(?:.*#{3,})?\s*|[/_%@!]{4,}.*|([=\-~*^]){4,}\s*\w.*[=\-~*^]{3,}\s*)$"
)
ATX_TITLE = re.compile(r"^(#{1,4})\s+([^#\s].*?)\s*#*\s*$")
FENCE = re.compile(r"^(`{3,}|~{3,})\s*([\w+#.-]+)?\s*$")

ADMONITIONS = {
    "important": "important",
    "note": "note",
    "warning": "warning",
    "success": "tip",
    "danger": "danger",
    "tip": "tip",
    "attention": "attention",
    "caution": "caution",
    "error": "error",
    "seealso": "seealso",
    "info": "note",
    "remark": "note",
}
TITLES = {"success": "Réussi"}
WRAPPERS = {
    *ADMONITIONS,
    "textonly",
    "slideonly",
    "discover",
    "discoverlist",
    "spoiler",
    "step",
    "center",
    "div",
    "poll",
    "hint",
    "notes",
    "container",
    "topic",
    "admonition",
}
CODE = {"code-block", "code", "sourcecode", "literalinclude", "parsed-literal", "highlight"}
LEAVES = {
    "image",
    "figure",
    "youtube",
    "toctree",
    "include",
    "meta",
    "stylesheet",
    "title",
    "url",
    "redirection-title",
    "raw",
    "replace",
    "math",
    "rubric",
    "contents",
}
VERBATIM = {"list-table", "csv-table", "table"}
LAYOUTS = {"middleslide": "center", "centerslide": "center"}


def is_special(text: str) -> bool:
    """Whether a line is three or more times one title character."""
    bare = text.strip()
    return len(bare) >= 3 and bare[0] in SPECIAL and bare == bare[0] * len(bare)
