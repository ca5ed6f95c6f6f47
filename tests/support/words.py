"""What stands in a Word document, as one text."""

import io
import re
import zipfile


def words_of(document: bytes) -> str:
    """The text of its body, without marks."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        body = parts.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", body)
