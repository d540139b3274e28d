"""One module per bundle: `BUNDLE`."""
