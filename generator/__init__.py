"""十项制度: regulations as data, everything people use derived from them."""

__version__ = "0.2.0"
