"""The tree of a page: each character of the document once, each element with its place, whatever the page holds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.reading.cleaning.elements import Element, Leaf, attributes, parse

SOUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<li>",
            "</li>",
            "<br>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "&lt;",
            "&nbsp;",
            "<",
            ">",
            "某县",
            "12",
        ]
    ),
    max_size=40,
).map("".join)


def outline(tree, element):
    """The children of an element: text as it is, an element as its name and its children."""
    return tuple(
        tree.source(child) if isinstance(child, Leaf) else (child.name, *outline(tree, child))
        for child in element.children
    )


def shape(raw):
    tree = parse(raw)
    return outline(tree, tree.root)


@given(SOUP)
@example("<a" * 5)
@example("<b><i></b></i>")
def test_nodes_in_order_are_the_document(raw):
    """Joined in order the nodes are the document: no character is lost, none is read twice."""
    assert "".join(parse(raw).source(node) for node in parse(raw).nodes) == raw


@given(SOUP)
def test_tree_holds_the_same_nodes_in_the_same_order(raw):
    """A walk down the tree meets each node but closing tags once, in document order."""
    tree = parse(raw)
    walked, waiting = [], [tree.root]
    while waiting:
        node = waiting.pop()
        walked.append(node)
        waiting += reversed(node.children) if isinstance(node, Element) else ()
    assert walked[1:] == [node for node in tree.nodes if isinstance(node, Element) or node.kind != "closing"]


def test_element_knows_its_tags_and_content():
    """Offsets lead to the opening tag, the content and the end of an element."""
    raw = "某<p id=a>共12个</p>。"
    tree = parse(raw)
    (element,) = tree.elements
    assert tree.source(element) == "<p id=a>"
    assert raw[slice(*element.content)] == "共12个"
    assert raw[element.start : element.end] == "<p id=a>共12个</p>"
    assert (element.is_closed, element.text_chars) == (True, 4)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<tr><td>1<td>2<tr><td>3", (("tr", ("td", "1"), ("td", "2")), ("tr", ("td", "3")))),
        (
            "<table><tbody><tr><th>1<tbody><tr><td>2</table>3",
            (("table", ("tbody", ("tr", ("th", "1"))), ("tbody", ("tr", ("td", "2")))), "3"),
        ),
        ("<ul><li>1<li>2</ul>3", (("ul", ("li", "1"), ("li", "2")), "3")),
        ("<td><p>1</td><td><p>2</td>", (("td", ("p", "1")), ("td", ("p", "2")))),
        ("<td><table><tr><td>1</table></td><td>2</td>", (("td", ("table", ("tr", ("td", "1")))), ("td", "2"))),
    ],
)
def test_left_out_closing_tags_end_where_html_ends_them(raw, expected):
    """A cell, row or item without a closing tag ends at the next one, and with its table or list."""
    assert shape(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<b>1<i>2</b>3</i>4", (("b", "1", ("i", "2")), "3", "4")),
        ("<div>1<span>2", (("div",), "1", ("span",), "2")),
        ("1</div>2", ("1", "2")),
        ("<p>1<p>2</p>3", (("p", "1"), ("p", "2"), "3")),
    ],
)
def test_wrong_nesting_has_one_reading(raw, expected):
    """The end of an element ends all in it; a tag that nothing closes has no content."""
    assert shape(raw) == expected


def test_scripts_and_comments_are_single_leaves():
    """Tags in a script or comment are no elements."""
    tree = parse("<script>'<p>'</script><!--<p>-->&lt;")
    assert [node.kind for node in tree.nodes] == ["script", "comment", "entity"]


@pytest.mark.parametrize("raw", ["<div>" * 10_000 + "</div>" * 10_000, "<" * 1_000_000, "<td>" * 10_000], ids=len)
def test_no_page_is_too_deep(raw):
    """Depth costs no recursion: a tree of 10,000 levels is built, shown and thrown away."""
    tree = parse(raw)
    assert sum(len(tree.source(node)) for node in tree.nodes) == len(raw)
    assert len(repr(tree)) < 200 + len(raw)


def test_attributes_have_the_span_of_their_value():
    """Quoted, bare and empty values are found in the tag."""
    tag = """<td ROWSPAN="2" colspan=3 class='a b' hidden>"""
    found = [(name, value, tag[slice(*span)]) for name, value, span in attributes(tag)]
    assert found == [
        ("rowspan", "2", "2"),
        ("colspan", "3", "3"),
        ("class", "a b", "a b"),
        ("hidden", "", ""),
    ]
