"""How a request finds its page among hundreds."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern


def by_first_word(routes: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Routes gathered by the first word of their addresses, each word where it came first, in the order they had.

    Django compares an address with one route after the other; gathered, with the routes of its own word alone. What
    begins otherwise than with a plain word and a slash stays as it is.
    """
    words: dict[str, list[URLPattern | URLResolver]] = {}
    found: list[URLPattern | URLResolver] = []
    for each in routes:
        word, slash, rest = str(each.pattern).partition("/")
        if not isinstance(each, URLPattern) or not slash or "<" in word:
            found.append(each)
            continue
        if word not in words:
            words[word] = []
            found.append(path(f"{word}/", include(words[word])))
        rest_of = RoutePattern(rest, each.name, is_endpoint=True)
        words[word].append(URLPattern(rest_of, each.callback, each.default_args, each.name))
    return found
