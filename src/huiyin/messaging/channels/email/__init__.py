"""Letters by SMTP, with a text, an HTML and a calendar part, and the bounces that come back."""
