"""Huiyin 回音: every candidate hears back."""

__version__ = "0.1.0"
