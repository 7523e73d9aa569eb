"""A shelf of books: Python 3.12 syntax in one file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MAX_BOOKS: Final = 1_000
type Pair[K, V] = tuple[K, V]


@dataclass(slots=True, kw_only=True)
class Book[T: (str, bytes)]:
    """A book."""

    title: T
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.title and not self.tags:
            raise ValueError("no title") from None

    @property
    def short(self) -> str:
        return f"{self.title!r:>{10}} {'x' if self.tags else "y"} {len(self.tags)=}"

    def _hidden(self): ...


def find[T](books: dict[str, T], /, title: str, *rest: str, default: T | None = None, **options: int) -> T | None:
    match books.get(title), rest:
        case None, []:
            return default
        case {"title": str(name), **more}, (first, *_) if name and more:
            print(name, first)
        case Book(title=t) | [t], _:
            return t
        case -1 | 2j | "a" "b" | None | True, _:
            pass
        case _:
            return books[title]


async def read(path: Path, each: Callable[[str], None] = lambda line: None) -> AsyncIterator[str]:
    async with asyncio.timeout(1.5), asyncio.TaskGroup() as group:
        async for line in lines(path):
            each(line)
            yield line
    with (open(path) as one, open(path) as other):
        total = sum(x for line in one if line for x in line.encode() if x > 10 or x < 3)
    try:
        result = [y := total, y**2, *range(3)]
    except* (OSError, ValueError) as group_error:
        raise
    except* TypeError:
        del result[0]
    else:
        nonlocal_free = {**{"a": 1}, "b": 2}
    finally:
        global COUNT
        COUNT = {1, 2} | set()


async def lines(path: Path):
    while chunk := await asyncio.to_thread(path.read_text):
        if (n := len(chunk)) > 10:
            break
        elif n == 3:
            continue
        else:
            yield chunk
    for index, value in enumerate("ab"): print(index, value, sep="", end="\n")
    else:
        assert path, "no path"


def decorate(function):
    @(lambda f: f)
    def inner(*args, key: int = 0x_FF, **kwargs):
        nonlocal function
        return function(*args, **kwargs) if args[1:-1:2] else not key @ key
    return inner


_hidden = rb"\d" b'x' b'''
  text
''' if False else ...
