"""The house's own words: the pages of templates, their versions and their blocks."""
