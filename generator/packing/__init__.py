"""Made-out forms → folders or archives on the disk, with lists of what is there and what it was made from."""

from .packer import Packer, Result

__all__ = ["Packer", "Result"]
