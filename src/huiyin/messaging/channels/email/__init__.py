"""Letters by SMTP, with a text, an HTML and a calendar part, and the bounces that come back."""

from huiyin.messaging.channels.email.channel import EmailChannel

__all__ = ["EmailChannel"]
