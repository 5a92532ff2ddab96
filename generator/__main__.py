"""`python -m generator` is `tenregs`."""

from .cli import main

if __name__ == "__main__":
    main()
