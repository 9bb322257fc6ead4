"""Drives `holdfast bench` over servers that it starts, repeats it, and writes what came of it into a page."""
