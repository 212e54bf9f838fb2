"""Write small PDFs by hand, object by object, so that a test shows exactly what is in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

FONTS = {
    "F1": "/Helvetica /Encoding /WinAnsiEncoding",
    "F2": "/Helvetica-Bold /Encoding /WinAnsiEncoding",
    "F3": "/ZapfDingbats",
}


def text(x: float, y: float, said: str, font: str = "F1", size: float = 10, more: str = "") -> str:
    """One line of text whose baseline starts at (x, y), from the bottom left."""
    return f"BT {more} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(said)}) Tj ET\n"


def paragraph(x: float, y: float, lines: list[str], leading: float = 12) -> str:
    return "".join(text(x, y - i * leading, line) for i, line in enumerate(lines))


def line(x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> str:
    return f"{width} w {x0} {y0} m {x1} {y1} l S\n"


def box(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"0.5 w {x0} {y0} {x1 - x0} {y1 - y0} re S\n"


def grid(xs: list[float], ys: list[float]) -> str:
    """A table with every line drawn."""
    return "".join(line(xs[0], y, xs[-1], y) for y in ys) + "".join(
        line(x, ys[0], x, ys[-1]) for x in xs
    )


def escaped(said: str) -> str:
    return said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


@dataclass
class Pdf:
    """A PDF being written; ``page`` and ``add`` return object numbers."""

    objects: list[bytes] = field(default_factory=lambda: [b"", b""])
    pages: list[int] = field(default_factory=list)
    catalog: str = ""

    def add(self, body: str | bytes) -> int:
        self.objects.append(body if isinstance(body, bytes) else body.encode("cp1252"))
        return len(self.objects)

    def stream(self, data: str | bytes, entries: str = "") -> int:
        data = data if isinstance(data, bytes) else data.encode("cp1252")
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        return self.add(head + data + b"\nendstream")

    def page(
        self,
        content: str,
        size: tuple[float, float] = (595, 842),
        annotations: tuple[int, ...] = (),
        entries: str = "",
        resources: str = "",
    ) -> int:
        stream = self.stream(content)
        fonts = " ".join(
            f"/{name} << /Type /Font /Subtype /Type1 /BaseFont {base} >>"
            for name, base in FONTS.items()
        )
        annots = " ".join(f"{number} 0 R" for number in annotations)
        number = self.add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Contents {stream} 0 R /Annots [{annots}] {entries} "
            f"/Resources << /Font << {fonts} >> {resources} >> >>"
        )
        self.pages.append(number)
        return number

    def data(self) -> bytes:
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self.objects[0] = f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode("cp1252")
        self.objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode()
        out = b"%PDF-1.7\n"
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1,
            start,
        )
        return out


def one_page(content: str, **kwargs: object) -> bytes:
    pdf = Pdf()
    pdf.page(content, **kwargs)  # type: ignore[arg-type]
    return pdf.data()
