"""QR codes, drawn into the page itself."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


def drawn(text: str, correction: int = ERROR_CORRECT_M) -> tuple[int, str]:
    """A QR code of a text: how many modules it is wide, its quiet zone among them, and the path of an SVG of the dark ones."""
    code = QRCode(error_correction=correction, border=4)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(dark)
