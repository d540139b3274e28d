"""Kinds of documents: how each is known. One declaration (.toml) per family."""
