"""Links in links in links of Markdown, as broken converters write them, read in one pass whatever their depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from arlint.model import Edit, Hit
from arlint.text import later

#: Layers from which on a nest is read as one; two are what a picture in a link has.
DEEP = 3
#: Code points of the words of a link, without its layers.
_LONGEST = 300
_HINT = later.pattern(r"\[[^\[\]\n]*+\[[^\[\]\n]*+\[")
_TOKEN = later.pattern(r"(?P<open>(?:!\s?)?\[)|(?P<close>\])|(?P<break>\n)")


class _Frame(Struct):
    """A bracket that is open: where, what stands in it so far, and how deep that is nested."""

    start: int
    end: int
    words: int = 0
    depth: int = 0


class _Layer(Struct):
    """A link or an image: its opening, what closes it, and how many layers it has."""

    start: int
    opened: int
    closing: int
    end: int
    depth: int


def nests(text: str, target: Callable[[int], int | None]) -> Iterator[Hit]:
    """Links of `DEEP` layers and more, each with the edits that leave its words.

    `target` says where the target of a link ends that would begin at a place behind a bracket, or None.
    """
    if _HINT.search(text) is None:
        return
    layers = sorted(_layers(text, target), key=_start)
    at = 0
    while at < len(layers):
        outer = layers[at]
        inner = at + 1
        while inner < len(layers) and layers[inner].start < outer.end:
            inner += 1
        if outer.depth >= DEEP:
            yield Hit(outer.start, outer.end, tuple(_edits(text, layers[at:inner])))
            at = inner
        else:
            at += 1


def _start(layer: _Layer) -> int:
    return layer.start


def _layers(text: str, target: Callable[[int], int | None]) -> Iterator[_Layer]:
    """Every link and image, inner ones before those around them."""
    stack: list[_Frame] = []
    read = 0
    place = 0
    while (token := _TOKEN.search(text, place)) is not None:
        start, place = token.span()
        if token["break"]:
            stack.clear()
        elif token["open"]:
            if stack:
                stack[-1].words += start - read
            stack.append(_Frame(start, place))
        elif stack:
            frame = stack.pop()
            frame.words += start - read
            end = target(place) if frame.words <= _LONGEST else None
            depth = frame.depth
            if end is not None:
                depth += 1
                yield _Layer(frame.start, frame.end, start, end, depth)
                place = end
            if stack:
                stack[-1].words += frame.words + (0 if end is not None else 2)
                stack[-1].depth = max(stack[-1].depth, depth)
        read = place


def _edits(text: str, layers: list[_Layer]) -> Iterator[Edit]:
    """The deletion of all but the words."""
    cuts: list[tuple[int, int]] = []
    for layer in layers:
        first, last = layer.opened, layer.closing
        while first < last and text[first] in " \t":
            first += 1
        while last > first and text[last - 1] in " \t":
            last -= 1
        cuts += ((layer.start, first), (last, layer.end))
    start = end = -1
    for low, high in sorted(cuts):
        if low > end:
            if end >= 0:
                yield Edit(start, end, "")
            start = low
        end = max(end, high)
    yield Edit(start, end, "")
