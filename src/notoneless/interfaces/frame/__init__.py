"""The frame of every page: templates, components, look; and what turns a request into a context and an answer into a page."""
