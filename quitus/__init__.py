"""The roof: command line, pipeline, workers."""

__version__ = "0.1.0"
