"""Text of old web pages, half Markdown and half HTML, as clean Markdown; and the links in it.

Words are never lost: what is not understood stays as text. Broken links are mended only where
there is one way to mend them: spaces around or inside an address, a scheme that is missing or
written twice, the rest of an address left outside of the brackets, an address without text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from promisetrack.exchange.names import host, last_words

# Not printed and not text: zero-width spaces, word joiners, soft hyphens, byte order marks.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)([a-z0-9][\w./-]*)?")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]*)\)|<(https?://[^<>\s]+)>")
_ITEM = re.compile(r"(\* |- |\+ |\d+[.)] )")
_SILENT = re.compile(
    r"(the |a )?(link( to the report)?( can be found| for the report is)?( here)?|here|website)\W*",
    re.IGNORECASE,
)
# What leads over to an address and names nothing: "… can be found in the following report - ".
_TAIL = re.compile(
    r"[\s,]*\b((can be|is|are) )?(publicly )?"
    r"((found|available|posted|tracked|accessed|here|at|on|in the following report"
    r"|at the following link|link|url|\(link below\))(?!\w)[\s,]*)+$",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(that|these|those|it|this|our|more|other|further|to date)\b", re.IGNORECASE
)
LONGEST_TITLE = 160
"""Characters: words before a link that are longer are a paragraph, not a title."""
LONGEST_LISTED_TITLE = 300
"""The same in a list of links, where all words before a link are its name."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link and what the text calls it. `heading` is the line that announces its list.

    `rank` tells how good the title is: 0 its name in a list of links, 1 in running text, 2 the
    words of its address.
    """

    url: str
    title: str
    heading: str = ""
    rank: int = 0


def markdown(text: str, *, base: str) -> str:
    """Return the text as Markdown without HTML; addresses are completed with `base`."""
    reader = _Reader(base)
    mended = _LINK.sub(lambda match: _mended(match, base), _INVISIBLE.sub("", text))
    reader.feed(_without_autolinks(mended))
    reader.close()
    return _tidy("".join(reader.out))


def links(text: str, *, is_list: bool = False) -> tuple[Link, ...]:
    """Return the links of a Markdown text, in order, each with the words that name it.

    `is_list`: the text is a list of links, so that all words before one are its name, and a
    line without a link announces those that follow. In running text only words that end in a
    colon or a dash name a link; in both, a short line names the link alone on the next.
    """
    found: list[Link] = []
    heading = alone = ""
    for line in (line for line in text.split("\n") if line.strip()):
        matches = list(_MARKDOWN_LINK.finditer(line))
        if not matches:
            is_short = len(line) <= LONGEST_TITLE and not line.endswith(".")
            heading = alone = line.strip() if is_short and line.strip() != "Evidence:" else ""
        start = 0
        for match in matches:
            before = _bare(line[start : match.start()])
            is_item = bool(_ITEM.match(line.lstrip()))
            above = alone if not before and not is_item and not alone.endswith(":") else ""
            is_label = bool(above) or bool(re.search(r"[:–—-]$", before))
            words = (before or _bare(above)) if is_label or is_list else ""
            title = _own_title(match) or _title_before(words, is_list=is_list)
            is_announced = is_list and not (above and title == _bare(above))
            announced = heading.rstrip(":") if is_announced else ""
            rank = int(not is_list) if title else 2
            found.append(Link(_url(match), title or _address_title(_url(match)), announced, rank))
            start = match.end()
        alone = "" if matches else alone
    return tuple(found)


def words_outside(text: str, found: tuple[Link, ...]) -> tuple[str, ...]:
    """Return the words of a list of links that neither titles nor headings of links repeat."""
    told = {word for link in found for word in _words(f"{link.title} {link.heading}")}
    plain = _MARKDOWN_LINK.sub(lambda match: match[1] or "", text)
    plain = "\n".join(_TAIL.sub("", line.rstrip(" .:-–—")) for line in plain.split("\n"))
    return tuple(word for word in _words(plain) if word not in told and "." not in word)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.]*\w", re.sub(r"https?:\S+", "", text))


def _url(match: re.Match[str]) -> str:
    return match[3] or match[2]


def _own_title(match: re.Match[str]) -> str:
    """Return the words of the link itself, unless they are its address or say nothing."""
    words = _bare(match[1] or "")
    return "" if _is_address(words) or _SILENT.fullmatch(words) else words


def _title_before(before: str, *, is_list: bool) -> str:
    """Return what the words before a link call it, or nothing where they are no name."""
    longest = LONGEST_LISTED_TITLE if is_list else LONGEST_TITLE
    named = before.rstrip(" .:-–—,(")
    if not is_list:
        named = re.split(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])", named)[-1]
    named = _TAIL.sub("", named).rstrip(" .:-–—,(")
    is_name = len(named) <= longest and re.match(r"[A-Z0-9“\"‘]", named) and " " in named
    return named if is_name and not _POINTING.match(named) else ""


def _address_title(url: str) -> str:
    """Return the last words of an address; where that is one word, the address itself."""
    words = last_words(url)
    if " " in words or words == host(url):
        return words
    return host(url) + urlsplit(url).path.rstrip("/")


def _bare(text: str) -> str:
    """Return the text of one line without its list mark, links and emphasis around it."""
    plain = _MARKDOWN_LINK.sub(lambda match: match[1] or "", text).strip()
    return re.sub(r"\s+", " ", re.sub(rf"^{_ITEM.pattern}", "", plain)).strip(" *_\\")


def _is_address(words: str) -> bool:
    return bool(
        re.match(r"(https?:|www\.)", words) or re.fullmatch(r"\S+\.(gov|com|org)\S*", words)
    )


def address(url: str, *, base: str) -> str:
    """Return an address as it was meant: complete, without spaces, its scheme once."""
    url = url.strip().replace(" ", "%20")
    url = re.sub(r"^(https?:)(?=https?://)", "", url)
    if url.startswith("www."):
        url = f"https://{url}"
    return urljoin(base, url)


def _mended(match: re.Match[str], base: str) -> str:
    text, href, rest = match[1].strip(), match[2], match[3] or ""
    if rest and href.endswith("/") and _is_address(text):
        return _written("", address(href + rest, base=base))
    return _written(text, address(href, base=base)) + rest


def _written(text: str, url: str) -> str:
    """Return a link in Markdown; one that has no words but its address as `<address>`."""
    is_bare = not text or (" " not in text and _is_address(text.removeprefix("https:")))
    is_bare = is_bare or text.replace(" ", "%20") == url
    if is_bare and url.startswith("http"):
        return f"\ue000{url}\ue001"
    return f"[{text}]({url.replace('(', '%28').replace(')', '%29')})"


def _without_autolinks(text: str) -> str:
    """Protect `<https://…>` from the HTML reader."""
    return re.sub(r"<(https?://[^<>\s]+)>", "\ue000\\1\ue001", text)


_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "tr", "blockquote", "section"})


class _Reader(HTMLParser):
    """Writes Markdown for the tags it knows and keeps the text of the others."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=False)
        self.base = base
        self.out: list[str] = []
        self.open: list[tuple[str, int]] = []
        self.lists: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.out.append("\n\n")
        elif tag == "a":
            self.open.append((dict(attrs).get("href") or "", len(self.out)))
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag in ("ul", "ol"):
            self.lists.append("* " if tag == "ul" else "1. ")
            self.out.append("\n\n")
        elif tag == "li":
            self.out.append("\n" + "  " * (len(self.lists) - 1) + (self.lists or ["* "])[-1])
        elif re.fullmatch("h[1-6]", tag):
            self.out.append("\n\n" + "#" * int(tag[1]) + " ")
        elif tag in _BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            href, start = self.open.pop()
            words = "".join(self.out[start:])
            inside = re.sub(r"\s+", " ", words).strip()
            del self.out[start:]
            url = address(href, base=self.base)
            gap = " " if start and re.search(r"[\w:.)–-]$", "".join(self.out)[-1:]) else ""
            lead = gap if words[:1].isspace() or not inside or _is_address(inside) else ""
            self.out.append(lead + (_written(inside, url) if href.strip() else inside))
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag in ("ul", "ol"):
            self.lists = self.lists[:-1]
            self.out.append("\n\n")
        elif tag in _BLOCKS or re.fullmatch("h[1-6]", tag):
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        # A lone angle bracket would start a tag in Markdown.
        self.out.append(data.replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        plain = {"nbsp": "\u00a0", "amp": "&", "quot": '"', "apos": "'", "rsquo": "’", "lsquo": "‘"}
        plain |= {"ldquo": "“", "rdquo": "”", "ndash": "–", "mdash": "—", "hellip": "…"}
        self.out.append(plain.get(name, f"&{name}" if self._is_query() else f"&{name};"))

    def handle_charref(self, name: str) -> None:
        code = int(name[1:], 16) if name[:1] in "xX" else int(name)
        self.out.append(chr(code) if code not in (60, 62) and code > 31 else f"&#{name};")

    def _is_query(self) -> bool:
        """Tell whether an ampersand stands in an address, where no semicolon follows."""
        return self.rawdata[self.rawdata.find("&") :][:40].find(";") < 0


def _tidy(text: str) -> str:
    text = text.replace("\ue000", "<").replace("\ue001", ">").replace("\r", "")
    lines = [line.rstrip() for line in text.split("\n")]
    lines = [line.rstrip("\\").rstrip() if line.endswith("\\") else line for line in lines]
    out: list[str] = []
    for line in lines:
        has_mark = bool(_ITEM.match(line.lstrip()))
        if not line and (not out or not out[-1]):
            continue
        if has_mark and out and out[-1] and not _is_item(out[-1]):
            out.append("")
        if has_mark and len(out) > 1 and not out[-1] and _is_item(out[-2]):
            out.pop()
        out.append(_dedented(line, out))
    return "\n".join(out).strip()


def _is_item(line: str) -> bool:
    return bool(_ITEM.match(line.lstrip()))


def _dedented(line: str, out: list[str]) -> str:
    """Return the line without the stray spaces before it; only a list inside a list is indented."""
    bare = line.lstrip(" ")
    depth = len(line) - len(bare)
    if _ITEM.match(bare):
        bare = re.sub(r"^([*+-])\s+", r"\1 ", bare)
        return "  " + bare if depth >= 4 and out and _is_item(out[-1]) else bare
    return bare
