"""Small files of every format for the readers' tests, made from parts so that a test can say what is in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from ingest.records import Block, Role, Source
from ingest.settings import ReadSettings

SETTINGS = ReadSettings()
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing")),
        *(("fo", "xsl-fo-compatible"), ("presentation", "presentation"), ("svg", "svg-compatible")),
    )
)


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body; ``styles``, ``numbering``, ``footnotes`` … are the inner XML of those parts."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes"}
    links = "".join(
        f'<Relationship Id="r{place}" Type="{_R}/{name}" Target="{name}.xml"/>' for place, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/word/document.xml"'
        f' ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for name, inner in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_W}>{inner}</w:{root}>"
    return zipped(path, files)


def p(words: str, style: str = "", properties: str = "", run: str = "") -> str:
    """A Word paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def tc(inner: str, properties: str = "") -> str:
    """A cell of a Word table; words alone become a paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"


def tr(*cells: str, header: bool = False) -> str:
    """A row of a Word table."""
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def odf(path: Path, kind: str, body: str, styles: str = "", manifest: str = "", more: str = "") -> Path:
    """An OpenDocument file: kind is text, presentation or spreadsheet; ``more`` are attributes of its body."""
    content = (
        f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind} {more}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped(
        path,
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        },
    )


def words(source: Source, role: Role | None = None) -> list[str]:
    """The words of the blocks, or of those of one role."""
    return [source.text[b.start : b.end] for b in source.blocks if role is None or b.role is role]


def marks(source: Source) -> list[str]:
    """Each block as its mark and its words."""
    return [f"{b.marker} {source.text[b.start : b.end]}".strip() for b in source.blocks]


def cells(source: Source, block: Block) -> list[str]:
    """The words of a row's cells."""
    return [source.text[start:end] for start, end in block.cells]


def rows(source: Source) -> list[list[str]]:
    """The cells of every row that can be cited."""
    return [cells(source, block) for block in source.blocks if block.role is Role.ROW]
