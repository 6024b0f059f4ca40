"""Keeping an installation: one sealed file with everything but the keys, putting it back, and upgrading."""
