use super::*;

#[test]
fn what_needs_no_repair_stays_as_it_is() {
    for html in [
        "a &amp; b > c",
        "<p>a<br>b <em>c <strong>d</strong></em></p><hr>",
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        "<ol start=\"3\"><li><p>a</p><p>b</p></li></ol>",
        "<p><a href=\"https://x.example/?a&amp;b\" class=\"mention\">@<span>x</span></a></p>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><b>b</b></td></tr></tbody></table>",
        "<blockquote><p>a</p><blockquote>b</blockquote></blockquote><pre><code>c</code></pre>",
    ] {
        assert_eq!(tidy(html), html);
    }
}

#[test]
fn what_is_left_out_or_crossed_is_put_right() {
    for (written, tidied) in [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<UL><LI>a<LI>b</UL>c", "<ul><li>a</li><li>b</li></ul>c"),
        ("<p><b>a<p>b", "<p><b>a</b></p><p>b</p>"),
        ("<b><p>a</b>b", "<b><p>a</p></b>b"),
        ("<b><ul><li>a</b>b</ul>", "<b><ul><li>ab</li></ul></b>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("<a href=x>a<a href=y>b", "<a href=\"x\">a</a><a href=\"y\">b</a>"),
        (
            "<table><td>a<tr><td>b<th>c</table>",
            "<table><tbody><tr><td>a</td></tr><tr><td>b</td><th>c</th></tr></tbody></table>",
        ),
        ("<table><p>a<tr><td>b", "<table>a<tbody><tr><td>b</td></tr></tbody></table>"),
        ("<td>a</td></p></b>", "a "),
        ("<div>a</div><div>b<sub>2</sub></div>", "a b2 "),
        ("<p start=1 onclick=x lang=bg>a", "<p start=\"1\" lang=\"bg\">a</p>"),
        ("<h1 id=x>a</h1><h2>b<h3>c", "<h2>a</h2><h2>b</h2><h3>c</h3>"),
        ("<img src='x\"y' alt='<b>'><img alt=z>", "<a href=\"x&quot;y\">&lt;b></a>"),
        ("<a href=x><img src=y alt=z></a>", "<a href=\"x\">z</a>"),
    ] {
        assert_eq!(tidy(written), tidied, "{written}");
    }
}

#[test]
fn only_tags_are_tags() {
    for (written, tidied) in [
        ("a < b <3 </3", "a &lt; b &lt;3 &lt;/3"),
        ("a<!-- <p> -- > --><!><?x <p> >b<!--> <!---->c<!-- <p> --!>d", "a >b cd"),
        ("a<script><p></scripty></script >b<TITLE><p></title>c<style>", "abc"),
        ("a<template><p>x<template></template></p></template>b<template>c", "ab"),
        (
            "<a\thref = 'x>y' title=\"</a>\" HREF=z/>c</a/ b='>'>d",
            "<a href=\"x>y\" title=\"</a>\">c</a>d",
        ),
        ("<ol start=\"1\"\"><li =\"a\"b>c", "<ol start=\"1\"><li>c</li></ol>"),
        ("<p>a<p title='b>c", "<p>a</p>"),
        ("<p>a<b", "<p>a</p>"),
    ] {
        assert_eq!(tidy(written), tidied, "{written}");
    }
}
