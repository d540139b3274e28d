"""`python -m quitus`."""

from quitus.cli import main

main()
