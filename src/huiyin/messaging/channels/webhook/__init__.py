"""Letters by POST to a gateway of the company's own, signed as Standard Webhooks has it."""
