"""A QR code as SVG, made on the server: a telephone's camera opens what it holds."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from network.look.components import Component, Text

QUIET_ZONE = 4
"""Light modules around the code, as ISO/IEC 18004 asks."""


@dataclass(frozen=True)
class QrImage(Component):
    """``content`` as black squares on white, whatever the theme: cameras want contrast that way round."""

    content: str
    label: Text
    template_name: ClassVar[str] = "events/feeds/qr_image.html"

    @property
    def size(self):
        return modules_of(self.content)[0]

    @property
    def path(self):
        return modules_of(self.content)[1]


@lru_cache(maxsize=64)
def modules_of(content):
    """``(modules on a side, SVG path of the dark ones)``; runs of dark modules in a row are one piece."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    pieces = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                pieces.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return len(matrix), "".join(pieces)
