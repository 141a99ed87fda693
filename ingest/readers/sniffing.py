"""What a file holds by its bytes, whatever its name says; nothing is unpacked or parsed to find out."""

from __future__ import annotations

import mmap
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 65536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Content:
    """``kind`` as the table of readers names it ("" for none of them), ``words`` for people.

    ``harmless`` marks what is known and holds no paper: it is skipped, not failed.
    """

    kind: str
    words: str
    harmless: bool = False


EMPTY = Content("empty", "an empty file")
UNKNOWN = Content("", "binary data of an unknown kind")
TEXT = Content("text", "text")
HTML = Content("html", "a web page")

# Offset, bytes, what it is. None of these is a paper.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"BM", "a bitmap image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (0, b"8BPS", "a Photoshop image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"\xd7\xcd\xc6\x9a", "a Windows metafile"),
    (40, b" EMF", "a Windows metafile"),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image"),
    (4, b"ftyp", "a video or sound"),
    (0, b"RIFF", "a video or sound"),
    (0, b"OggS", "a video or sound"),
    (0, b"ID3", "a sound"),
    (0, b"fLaC", "a sound"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"SQLite format 3\x00", "a database"),
    (4, b"Standard Jet DB", "a database"),
    (4, b"Standard ACE DB", "a database"),
    (0, b"\x00\x01\x00\x00\x00", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"wOF", "a font"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"!BDN", "an Outlook mailbox"),
)
# Names of streams inside an OLE file, in the order in which they decide.
_OLE_STREAMS: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", Content("encrypted", "an Office file locked with a password")),
    ("__substg1.0_", Content("", "an Outlook message", True)),
    ("WordDocument", Content("ole/word", "an old Word document")),
    ("PowerPoint Document", Content("ole/slides", "an old PowerPoint file")),
    ("Workbook", Content("ole/sheets", "an old Excel workbook")),
    ("Book", Content("ole/sheets", "an old Excel workbook")),
    ("Catalog", Content("", "a cache of pictures", True)),
    ("VisioDocument", Content("", "a Visio drawing", True)),
    ("Quill", Content("", "a Publisher file")),
)
_OFFICE_TYPES: tuple[tuple[bytes, Content], ...] = (
    (b"ms-excel.sheet.binary", Content("xlsb", "a binary Excel workbook")),
    (b"wordprocessingml.document.main", Content("ooxml/word", "a Word document")),
    (b"wordprocessingml.template.main", Content("ooxml/word", "a Word template")),
    (b"ms-word.document.macroenabled", Content("ooxml/word", "a Word document")),
    (b"ms-word.template.macroenabled", Content("ooxml/word", "a Word template")),
    (b"presentationml.presentation.main", Content("ooxml/slides", "a PowerPoint file")),
    (b"presentationml.slideshow.main", Content("ooxml/slides", "a PowerPoint show")),
    (b"presentationml.template.main", Content("ooxml/slides", "a PowerPoint template")),
    (b"ms-powerpoint.", Content("ooxml/slides", "a PowerPoint file")),
    (b"spreadsheetml.sheet.main", Content("ooxml/sheets", "an Excel workbook")),
    (b"spreadsheetml.template.main", Content("ooxml/sheets", "an Excel template")),
    (b"ms-excel.", Content("ooxml/sheets", "an Excel workbook")),
    (b"ms-visio.", Content("", "a Visio drawing", True)),
)
_OFFICE_PARTS: tuple[tuple[str, Content], ...] = (
    ("word/document.xml", Content("ooxml/word", "a Word document")),
    ("ppt/presentation.xml", Content("ooxml/slides", "a PowerPoint file")),
    ("xl/workbook.xml", Content("ooxml/sheets", "an Excel workbook")),
)
_ODF = b"application/vnd.oasis.opendocument."
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.S | re.I
)
_TAG = re.compile(rb"<(?:!--|/?[a-z][a-z0-9]*[\s/>])", re.I)
# Bytes that no text in UTF-8 or an encoding of one byte holds: controls but for white space, BEL and ESC.
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"


def sniff(path: Path) -> Content:
    """Say what the file holds; raises OSError where it cannot be opened."""
    head = head_of(path)
    if not head:
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_content(path)
    if head.startswith(_OLE):
        return _ole_content(path)
    start = head.removeprefix(_BOMS[0]).lstrip()[:16]
    if start.startswith(b"%PDF-") or (path.suffix.lower() == ".pdf" and b"%PDF-" in head[:1024]):
        return Content("pdf", "a PDF")
    if start.startswith(b"{\\rtf"):
        return Content("rtf", "a Rich Text document")
    for offset, signature, words in _SIGNATURES:
        if head.startswith(signature, offset) and not _reads_as_text(head, signature):
            return Content("", words, harmless=True)
    return _text_content(head)


def head_of(path: Path) -> bytes:
    """The first bytes, as many as it takes to tell what they are."""
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def has_tags(head: bytes) -> bool:
    """Tell whether a stretch of text holds any HTML tag."""
    return bool(_TAG.search(_plain(head)))


def _reads_as_text(head: bytes, signature: bytes) -> bool:
    """Signatures of letters alone ("RIFF", "BZh") also begin ordinary sentences."""
    return signature.isalnum() and looks_like_text(head)


def looks_like_text(head: bytes) -> bool:
    """Text has no controls but white space, or it is UTF-16 or UTF-32, whose NULs stand in step."""
    if head.startswith(_BOMS):
        return True
    if b"\0" in head:
        return _wide(head) is not None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 200 <= len(head)


def _wide(head: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 that has no byte order mark, by where its NULs stand."""
    sample = head[: len(head) // 4 * 4][:4096]
    if len(sample) < 4:
        return None
    shares = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    zero = [share > 0.6 for share in shares]
    never = [share < 0.1 for share in shares]
    if zero[1] and zero[2] and zero[3] and never[0]:
        return "utf-32-le"
    if zero[0] and zero[1] and zero[2] and never[3]:
        return "utf-32-be"
    if zero[1] and zero[3] and never[0] and never[2]:
        return "utf-16-le"
    if zero[0] and zero[2] and never[1] and never[3]:
        return "utf-16-be"
    return None


def _plain(head: bytes) -> bytes:
    """The head with its wide letters made narrow, enough to look for ASCII marks."""
    if head.startswith(_BOMS[1:]) or _wide(head):
        return head.lstrip(b"\xff\xfe").replace(b"\0", b"")
    return head.removeprefix(_BOMS[0])


def _text_content(head: bytes) -> Content:
    if not looks_like_text(head):
        return Content("", "a program", harmless=True) if head.startswith(b"MZ") else UNKNOWN
    plain = _plain(head)
    if _HTML_START.match(plain):
        return HTML
    start = plain.lstrip()[:4096]
    if start.startswith(b"<") and b"urn:oasis:names:tc:opendocument:xmlns:office" in start:
        return Content("odf/flat", "a flat OpenDocument file")
    if start.startswith(b"<?xml") and (b"mso-application" in start or b"office/word/2003/wordml" in start):
        return Content("office/xml", "an Office 2003 XML file")
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return Content("", "an SVG image", harmless=True)
    if start.startswith(b"<?xml"):
        return Content("xml", "an XML data file")
    return TEXT


def _zip_content(path: Path) -> Content:
    try:
        names, types, mimetype = _zip_marks(path)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive raises anything, zlib's own errors too
        return Content("zip/broken", "a zip archive that is damaged or cut off")
    if mimetype.startswith(_ODF):
        form = mimetype.removeprefix(_ODF).decode("ascii", "replace").strip()
        return Content("odf/" + form.removesuffix("-template"), "an OpenDocument file")
    if mimetype.startswith(b"application/epub"):
        return Content("", "an e-book", harmless=True)
    for mark, content in _OFFICE_TYPES:
        if mark in types:
            return content
    for part, content in _OFFICE_PARTS:
        if part in names:
            return content
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Content("odf/text", "an OpenDocument file")
    return Content("", "a zip archive", harmless=True)


def _zip_marks(path: Path) -> tuple[set[str], bytes, bytes]:
    """The names in an archive, and what its two parts that tell the type say."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        parts = [b"", b""]
        for place, part in enumerate(("[Content_Types].xml", "mimetype")):
            if part in names:
                with archive.open(part) as stream:
                    parts[place] = stream.read(1 << 20)
    return names, parts[0].lower().replace(b"\0", b""), parts[1]


def _ole_content(path: Path) -> Content:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
        for name, content in _OLE_STREAMS:
            if view.find(name.encode("utf-16-le")) >= 0:
                return content
    return Content("", "an old Office file of an unknown kind")
