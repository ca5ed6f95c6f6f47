"""The YAML of a column map: read without types, so that a column headed NO or 1 stays what it is."""

from collections.abc import Mapping

import yaml

from notoneless.tabular.kinds import refuse

_MOST_CHARACTERS = 100_000


class _UniqueKeys(yaml.BaseLoader):
    """A YAML loader without types that refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """The mapping of `node`. Raises YAMLError for a key that stands twice."""
        keys = [key.value for key, _ in node.value]
        if len(set(map(str, keys))) != len(keys):
            raise yaml.constructor.ConstructorError(problem="duplicate key", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def dump(content: Mapping[str, object]) -> str:
    """`content` as YAML, in its order, Chinese as it is."""
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False)


def load(text: str) -> dict[str, object]:
    """The mapping in `text`, every scalar as text. Raises NotonelessError with the line that is wrong."""
    try:
        if len(text) > _MOST_CHARACTERS:
            raise yaml.YAMLError("too long")
        content = yaml.load(text, Loader=_UniqueKeys)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise refuse("map_unreadable", line=mark.line + 1 if mark else 1) from error
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise refuse("map_unreadable", line=1)
    return content
