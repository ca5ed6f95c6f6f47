"""A file of a plan is read as text with its lines; what makes files surprising is refused before it is taken apart."""

import pytest

from notoneless.policy.reading import DEEPEST, LARGEST, PlanRefused, decoded, read_nodes, walk


def refused(text: str) -> tuple[int, str]:
    with pytest.raises(PlanRefused) as found:
        read_nodes("f.yaml", text)
    fault = found.value.faults[0]
    return fault.line, fault.problem.code


def test_every_scalar_is_the_text_that_was_written_with_its_line() -> None:
    root = read_nodes("f.yaml", "id: 5.10\nyes: no\nday: 2026-03-01\nnone: null\nlist:\n  - 007\n")
    assert root.fields is not None
    assert {key: node.text for key, node in root.fields.items() if key != "list"} == {
        "id": "5.10",
        "yes": "no",
        "day": "2026-03-01",
        "none": "null",
    }
    assert [(path, node.line, node.text) for path, node in walk(root) if path[:1] == ("list",)] == [
        (("list",), 6, None),
        (("list", "0"), 6, "007"),
    ]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decoded("f.yaml", b"\xef\xbb\xbfplan: x") == "plan: x"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "policy.one_document"),
        ("# nothing\n", 1, "policy.one_document"),
        ("a: 1\n---\nb: 2\n", 1, "policy.one_document"),
        ("a: 1\nb: [1\n", 3, "policy.no_yaml"),
        ("a: 1\n\tb: 2\n", 2, "policy.no_yaml"),
        ("a: \x01", 1, "policy.no_yaml"),
        ("a: 1\nb: 2\na: 3\n", 3, "policy.key_twice"),
        ("a: 1\n[b]: 2\n", 2, "policy.key_twice"),
        ("a: 1\nb: &x 2\n", 2, "policy.no_anchors"),
        ("a: 1\nb: *x\n", 2, "policy.no_anchors"),
        ("a: &a [x, x]\nb: &b [*a, *a]\n", 1, "policy.no_anchors"),
        ("a: 1\nb: !!python/object/apply:os.getcwd []\n", 2, "policy.no_anchors"),
        ("a: !own 1\n", 1, "policy.no_anchors"),
        ("a: !!int 1\n", 1, "policy.no_anchors"),
        ("[" * 100_000, 1, "policy.too_deep"),
        ("{a: " * 100_000, 1, "policy.too_deep"),
        ("- " * 100_000, 1, "policy.too_deep"),
        ("? " * 100_000, 1, "policy.too_deep"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(1000)), DEEPEST + 1, "policy.too_deep"),
        ("a: " + "x" * LARGEST, 1, "policy.too_large"),
    ],
)
def test_what_makes_files_surprising_is_refused_at_its_line(text: str, line: int, code: str) -> None:
    assert refused(text) == (line, code)


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    text = "[" * DEEPEST + "x" + "]" * DEEPEST
    assert read_nodes("f.yaml", text).items


def test_bytes_that_are_no_text_or_too_many_are_refused() -> None:
    for content, line, code in (
        (b"a: 1\nb: \xd6\xd0\n", 2, "policy.not_utf_8"),
        (b"\xff\xfea\x00", 1, "policy.not_utf_8"),
        (b"x" * (LARGEST + 1), 1, "policy.too_large"),
    ):
        with pytest.raises(PlanRefused) as found:
            decoded("f.yaml", content)
        assert (found.value.faults[0].line, found.value.faults[0].problem.code) == (line, code)


def test_the_first_fault_is_told_with_file_and_line() -> None:
    with pytest.raises(PlanRefused, match=r"f\.yaml 第 2 行：不允许锚点"):
        read_nodes("f.yaml", "a: 1\nb: *x\n")
