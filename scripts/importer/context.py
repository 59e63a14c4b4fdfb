"""What the writers share: cells, links, images, and directives that stand alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .blocks import Block, Ledger
from .execution.cells import Cell, Piece, slug
from .slidey.inline import Inline, escape, protect

IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
REMOTE = re.compile(r"^(?:https?:)?//|^data:")


@dataclass
class Context:
    """The chapter under way."""

    name: str
    script: str
    folder: Path
    ledger: Ledger
    chapters: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    images: dict[str, Path] = field(default_factory=dict)
    cut: dict[int, list[tuple[Piece, Cell | None]]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    definitions: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the inline rewriter our links."""
        self.inline = Inline(self.link)

    def pieces(self, block: Block) -> list[tuple[Piece, Cell | None]]:
        """Return what a code block was cut into."""
        return self.cut.get(block.first, [])

    # -- Links ----------------------------------------------------------------

    def label(self, name: str) -> str:
        """Return our label for one of the chapter: prefixed, so that none is double."""
        return self.labels.setdefault(name.strip().lower(), f"{self.name}-{slug(name) or 'repere'}")

    def chapter_of(self, target: str) -> str:
        """Return the chapter that an old page name means, '' when none does."""
        stem = re.sub(r"\.(?:rst|md|html|txt)$", "", target.split("#")[0].strip())
        stem = stem.rstrip("/").rsplit("/", 1)[-1].lower()
        return self.chapters.get(stem) or self.chapters.get(re.sub(r"^\d+[-_.\s]*", "", stem), "")

    def link(self, target: str, text: str) -> str:
        """Return a link of the dialect as reST; plain text when it leads nowhere."""
        page, _, anchor = target.partition("#")
        known = (
            self.labels.get((anchor or page).strip().lower())
            if page in ("", anchor) or not anchor
            else ""
        )
        label = text.replace("<", "‹").replace(">", "›").replace("`", "")
        if known:
            return f":ref:`{label or anchor or page} <{known}>`"
        if found := self.chapter_of(page):
            return f":doc:`{label} <{found}>`" if label else f":doc:`{found}`"
        self.missing.append(target)
        return escape(text or target)

    # -- Images ---------------------------------------------------------------

    def image(self, target: str) -> str:
        """Return the path of an image copied beside the chapter, '' when missing."""
        if REMOTE.match(target):
            return ""
        bare = target.split("?")[0].strip().lstrip("/")
        for base in (self.folder, *list(self.folder.parents)[:3]):
            path = base / bare
            try:
                found = path.is_file() and path.suffix.lower() in IMAGES
            except OSError:
                return ""
            if found:
                stem = slug(path.stem) or "image"
                name = f"images/{self.name}/{stem}{path.suffix.lower()}"
                if self.images.get(name, path) != path:
                    mark = hashlib.sha256(bare.encode()).hexdigest()[:6]
                    name = f"images/{self.name}/{stem}-{mark}{path.suffix.lower()}"
                self.images[name] = path
                return name
        return ""

    # -- Directives that stand alone ------------------------------------------

    def leaf(self, writer: Any, block: Block) -> Any:
        """Write a directive without a node of its own."""
        if block.kind == "substitution":
            return self._substitution(writer, block)
        handler = getattr(self, f"_{block.name.replace('-', '_')}", None)
        if handler is not None:
            return handler(writer, block)
        self.ledger.listed(block, f"« {block.name} » : sans équivalent, non repris")
        return []

    def _substitution(self, writer: Any, block: Block) -> Any:
        """Keep the value: it is written wherever the name is used."""
        self.ledger.transformed(block)
        inner = block.children[0]
        if found := self.definitions.get(block.name.strip()):
            return writer.own(block, *found)
        if block.name.strip() in self.inline.substitutions:
            self.ledger.listed(block, "substitution : remplacée par sa valeur là où elle sert")
            return []
        self.ledger.note(block.first, f"substitution non comprise : « {block.name} »")
        return writer.as_comment(block, f"{block.name} : {inner.name} {inner.args} {inner.text}")

    def collect(self, blocks: Sequence[Block]) -> None:
        """Note labels and substitutions before anything is written."""
        for block in blocks:
            if block.kind == "target" and not block.args:
                self.label(block.name)
            if block.kind != "substitution":
                continue
            inner = block.children[0]
            text = " ".join(filter(None, [inner.args, inner.text])).strip()
            if inner.name == "math":
                text = f":math:`{' '.join(text.split())}`"
            elif inner.name == "image":
                inner.options["key"] = block.name.strip()
                text = self._inline_image(inner)
            else:
                text = Inline(self.link).rest(" ".join(text.split()))
            if text:
                self.inline.substitutions[block.name.strip()] = text

    def _inline_image(self, block: Block) -> str:
        if name := self.image(block.args):
            key = block.options["key"]
            alt = block.options.get("alt") or "image à décrire"
            self.definitions[key] = [f".. |{key}| image:: {name}", f"   :alt: {alt}"]
            return f"|{key}|"
        self.missing.append(block.args)
        return escape(f"[image : {block.options.get('alt') or block.args}]")

    def _image(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        target = block.args.split(" ")[0] if " :" in block.args else block.args
        kept = {"alt", "width", "height", "align", "class"} & block.options.keys()
        dropped = sorted(block.options.keys() - kept)
        if dropped:
            self.ledger.note(block.first, f"options d'image non reprises : {', '.join(dropped)}")
        name = self.image(target)
        caption = block.text.strip()
        if not name:
            self.missing.append(target)
            is_remote = bool(REMOTE.match(target))
            why = "image du réseau : lien à la place" if is_remote else "image introuvable"
            self.ledger.note(block.first, f"{why} : {target}")
            shown = (
                f"`{escape(target)} <{target}>`__"
                if is_remote and "`" not in target
                else f"``{target or '?'}``"
            )
            lines: list[Any] = writer.own(block, f"*Image à retrouver* : {shown}.")
            words = protect(" ".join(writer.text(block, caption).split()), True)
            return lines + (writer.own(block, "", words) if caption else [])
        options = [f"   :alt: {block.options.get('alt') or 'image à décrire'}"]
        if not block.options.get("alt"):
            self.ledger.note(block.first, f"image sans texte de remplacement : {target}")
        width = block.options.get("width", "")
        if re.fullmatch(r"\d+(?:px|%|em)?", width):
            options.append(f"   :width: {width}")
        lines = writer.own(block, f".. {'figure' if caption else 'image'}:: {name}", *options)
        if caption:
            text = " ".join(writer.text(block, caption).split())
            lines += writer.own(block, "", f"   {text}")
        return lines

    _figure = _image

    def _youtube(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        key = re.sub(r"[^\w-]", "", (block.args.split() or [""])[0])
        self.ledger.note(block.first, "vidéo : devenue un lien (le cours fonctionne sans réseau)")
        url = f"https://www.youtube.com/watch?v={key}"
        return writer.own(block, f"Vidéo : `{url} <{url}>`__")

    def _rubric(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        return writer.own(block, f"**{escape(block.args)}**") if block.args else []

    def _toctree(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        found: list[str] = []
        lost: list[str] = []
        for line in block.text.split("\n"):
            if line.strip():
                chapter = self.chapter_of(line.strip())
                (found if chapter else lost).append(chapter or line.strip())
        listed = ", ".join(lost) or "aucune"
        self.ledger.note(block.first, f"sommaire : pages sans chapitre ici : {listed}")
        if "hidden" in block.options:
            return writer.as_comment(block, block.text) if block.text else []
        comment = writer.as_comment(block, "Sommaire : " + " ".join(lost)) if lost else []
        links = writer.own(block, *(f"- :doc:`{name}`" for name in found)) if found else []
        return links + (writer.own(block, "") if links and comment else []) + comment

    def _raw(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        self.ledger.note(block.first, "HTML brut : gardé en commentaire, à reprendre à la main")
        return writer.as_comment(block, f"raw {block.args}\n{block.text}")

    def _include(self, writer: Any, block: Block) -> Any:
        self.ledger.transformed(block)
        self.ledger.note(block.first, f"fichier inclus : à importer à part ({block.args})")
        return writer.as_comment(block, f"fichier inclus {block.args}\n{block.text}")

    def _verbatim(self, writer: Any, block: Block) -> Any:
        """Tables that are reStructuredText already."""
        self.ledger.carried(block)
        options = [f"   :{name}: {value}".rstrip() for name, value in block.options.items()]
        head = writer.own(block, f".. {block.name}:: {block.args}".rstrip(), *options, "")
        return head + writer.indented(writer.own(block, block.text))

    _list_table = _csv_table = _table = _verbatim
