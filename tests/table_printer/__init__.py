"""Draws tables and prints them to PDF, so that reading them back can be checked."""
