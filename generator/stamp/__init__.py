"""Templates: a file rendered once with tokens, cut into fixed and varying pieces, then stamped thousands of times.

Fixed parts of the package are copied as they lie compressed. Of a part that varies, the fixed pieces are deflated once,
each ending at a byte boundary with nothing referring back, so that between them any value can be put as it is; the
checksum of the whole is combined from those of the pieces (zlib's crc32_combine). Nothing is compressed or parsed
when a file is stamped.
"""

from .compile import Source, read_source
from .template import Choice, Fixed, Piece, Template, Value

__all__ = ["Choice", "Fixed", "Piece", "Source", "Template", "Value", "read_source"]
