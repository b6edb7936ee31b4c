use super::*;

#[test]
fn what_was_cleaned_here_is_read_the_quick_way() {
    let markdown = "# Едно\n\nВ*дълга* [връзка](https://a.example/?x=\"><y) и `a < b && c`.\n\n- първо\n- второ\n\n> цитат\n\n\
        | а | б |\n|---|---|\n| 1 | 2 |\n\n![карта](/files/x \"А > Б\")\n\nред  \nдруг &nbsp; &amp;lt;";
    for html in [
        render(markdown, UNDER_TITLE),
        clean_html("<p title='a>b'>x<br>y</p><ul><li>ед<b>но</b></li></ul>&lt;p&gt;"),
        String::new(),
    ] {
        assert_eq!(plain_cleaned(&html), plain(&html), "{html}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_that_was_cleaned_here_is_read_the_quick_way(text in "[<>\"'&a-c *_`#|\\-\n\\[\\]()!;]{0,80}") {
        let html = render(&text, UNDER_TITLE);
        proptest::prop_assert_eq!(plain_cleaned(&html), plain(&html), "{}", html);
    }
}

#[test]
fn what_somebody_agrees_to_hides_nothing() {
    let plainly = "**Две** срещи на година\n\n- една <при> вас";
    assert_eq!(render_whole(plainly, 3), render_theirs(plainly, 3));
    for hiding in [
        "Нищо.\n\n[a]: https://x.example \"и 500 евро\"",
        "| a |\n|---|\n| 1 | и 500 евро |",
        "```и500евро\nx\n```",
        "[тук](https://x.example \"и 500 евро\")",
    ] {
        let shown = plain(&render_whole(hiding, 3));
        assert!(shown.contains("500"), "{hiding}: {shown}");
    }
}

#[test]
fn markdown_becomes_html_with_headings_below_the_page_title() {
    assert_eq!(render("# Едно\n\n## Две", UNDER_TITLE), "<h2>Едно</h2>\n<h3>Две</h3>");
    assert_eq!(render("## Две", UNDER_TITLE), "<h2>Две</h2>");
    assert_eq!(render("#### Четири\n###### Шест", UNDER_HEADING), "<h4>Четири</h4>\n<h6>Шест</h6>");
    assert!(render("|a|b|\n|-|-|\n|1|2|", 2).contains("<td>1</td>"));
    assert_eq!(render("  ", 2), "");
    assert_eq!(render("3. три", 2), "<ol start=\"3\">\n<li>три</li>\n</ol>");
}

#[test]
fn raw_html_is_text_and_links_are_marked() {
    let html = render("<script>alert(1)</script> <b onclick=x>b</b>", 2);
    assert!(!html.contains("<script") && !html.contains("<b"), "{html}");
    let html = render("https://example.org и [х](javascript:alert(1)) [стр](/practices)", 2);
    assert!(
        html.contains("<a href=\"https://example.org\" rel=\"nofollow noopener ugc\">"),
        "{html}"
    );
    assert!(!html.contains("javascript"), "{html}");
    assert!(html.contains("href=\"/practices\""), "{html}");
}

#[test]
fn a_link_that_leads_nowhere_is_none() {
    for nowhere in ["//town.ex='%3C/b%3E'.png", "//a b/", "//[::1"] {
        let html = render(&format!("[x](<{nowhere}>)"), 2);
        assert!(!html.contains("href") && html.contains(">x</a>"), "{html}");
    }
    for somewhere in ["//example.org/a", "/practices", "#top", "?page=2", "below"] {
        assert!(render(&format!("[x]({somewhere})"), 2).contains(&format!("href=\"{somewhere}\"")));
    }
}

#[test]
fn images_are_links() {
    let html = render("![карта](https://example.org/k.png)", 2);
    assert!(html.contains(">карта</a>") && !html.contains("<img"), "{html}");
    let html = clean_html("<p><IMG alt='карта' src=https://example.org/k.png onerror=x></p>");
    assert!(html.contains(">карта</a>") && !html.contains("onerror"), "{html}");
}

#[test]
fn what_comes_from_elsewhere_keeps_only_the_allow_list() {
    let html = clean_html(
        "<h1 style='x'>T</h1><p class='evil mention'>a<iframe src=x></iframe><a class='u-url evil' \
         href='//example.org' data-x=1>l</a><a href='https://example.org' target=_blank>m</a></p>\
         <style>p{}</style><svg><a xlink:href='javascript:1'>x</a></svg>",
    );
    for gone in
        ["style", "iframe", "evil", "data-x", "target", "svg", "h1", "javascript", "//example.org'"]
    {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    assert!(html.contains("<h2>T</h2>") && html.contains("class=\"u-url\""), "{html}");
}

#[test]
fn plain_text_is_what_a_reader_reads() {
    let html = render("# A\n\nб**в**г &amp; <x>\n\n- едно\n- две", 2);
    assert_eq!(plain(&html), "A бвг & <x> едно две");
    assert_eq!(plain_to_html("a < b\nc\n\nd"), "<p>a &lt; b<br>c</p><p>d</p>");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_active_html(s in "\\PC{0,80}") {
        for html in [render(&s, 2), clean_html(&s), render(&format!("<a href=\"{s}\">[x]({s})"), 2)] {
            let lower = html.to_ascii_lowercase();
            proptest::prop_assert!(!lower.contains("<script") && !lower.contains("<img"));
            proptest::prop_assert_eq!(renew(&html, 0), html.clone(), "cleaning twice changes nothing");
            let _ = plain(&html);
        }
    }
}

/// The cleaner takes time by the square of the depth (160 kB of `<div>` take six seconds,
/// 20 kB of `>` two), so that depth has an end. Counted, not timed.
#[test]
fn nesting_has_an_end() {
    for unit in ["<blockquote>", "<ul><li>", "<div>", "<a href=x><p>", "<table><tr><td>"] {
        let html = clean_html(&unit.repeat(20_000));
        assert!(depth(&html) <= 110, "{unit}: {}", depth(&html));
    }
    let html = render(&">".repeat(20_000), UNDER_HEADING);
    assert!(depth(&html) <= 110, "{}", depth(&html));
    let html =
        render(&(0..400).map(|n| "  ".repeat(n) + "- x\n").collect::<String>(), UNDER_HEADING);
    assert!(depth(&html) <= 110);
    // Beside one another they are cheap until they are many.
    let html = clean_html(&"<p>x ".repeat(100_000));
    assert!(html.matches("<p>").count() <= 20_000 && html.matches('x').count() == 100_000);
    assert_eq!(render(&"*a* ".repeat(100_000), UNDER_HEADING).matches("<em").count(), 0);
    // What honest people write stays as it is.
    let many = "<p>x</p>".repeat(5_000);
    assert_eq!(clean_html(&many), many);
    let nested = "<blockquote>".repeat(20) + "x" + &"</blockquote>".repeat(20);
    assert_eq!(clean_html(&nested), nested);
}

/// How many elements stand in one another.
fn depth(html: &str) -> usize {
    let mut deepest = 0;
    let mut open = 0_usize;
    for part in html.split('<').skip(1) {
        if part.starts_with('/') {
            open -= 1;
        } else if !part.starts_with("br>") && !part.starts_with("hr>") {
            open += 1;
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Elements that only seem to be closed, or that end others in places where they do not.
#[test]
fn nesting_that_is_not_seen_has_an_end() {
    for unit in [
        "<b a='</b>'>",
        "<i><!--</i>-->",
        "<li><dd>",
        "<span><li></span><span><dd></span>",
        "<em><style></em></style>",
        "<svg><wbr>",
        "<table><tr><td>",
        "<table><td><ul><li>",
        "<h2><li>",
    ] {
        let html = clean_html(&format!("{}x", unit.repeat(2_000)));
        assert!(depth(&html) <= 110, "{unit}: {}", depth(&html));
    }
}

/// Parsers open formatting again in every paragraph, and a short row of a table gets all cells of
/// the first.
#[test]
fn what_comes_out_is_not_much_longer() {
    let bold = (0..60).map(|n| format!("<b a={n}>")).collect::<Vec<_>>().concat();
    let hostile = format!("<p>{bold}{}", "<p>x".repeat(2_000));
    let html = clean_html(&hostile);
    assert!(html.len() < 20 * hostile.len(), "{} became {}", hostile.len(), html.len());
    let wide = format!("{}\n{}\n{}", "|a".repeat(400), "|-".repeat(400), "|b\n".repeat(400));
    let html = render_theirs(&wide, 2);
    assert!(html.len() < 20 * wide.len(), "{} became {}", wide.len(), html.len());
    let table = format!("|a|b|c|\n|-|-|-|\n{}", "|one\n".repeat(20));
    assert!(render(&table, 2).contains("<td>one</td>"), "what honest people write");
}

/// Ways round the list that others have fallen for.
#[test]
fn ways_round_the_list_are_closed() {
    for hostile in [
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"java\tscript:alert(1)\">x</a>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:x\">x</a>",
        "<img src=\"javascript:alert(1)\" alt=x>",
        "<img src=x onerror=alert(1)//>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><img src=x onerror=alert(1)></template>",
        "<form action=https://evil.example><input name=password><button>",
        "<base href=https://evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=https://evil.example>",
        "<p style=position:fixed id=main class=btn>",
        "<object data=x></object><embed src=x><video src=x><audio src=x>",
    ] {
        let html = clean_html(hostile).to_ascii_lowercase();
        for gone in [
            "<script",
            "<img",
            "<form",
            "<input",
            "<button",
            "<base",
            "<meta",
            "<link",
            "<object",
            "<embed",
            "<video",
            "<audio",
            "<svg",
            "<math",
            "<style",
            "style=",
            " id=",
            "class=\"btn",
            "href=\"javascript",
            "href=\"data",
            "href=\"vbscript",
        ] {
            assert!(!html.contains(gone), "{gone} of {hostile} in {html}");
        }
    }
    let link = clean_html("<a href=\"https://x.example\" rel=\"me opener\" target=_blank>x</a>");
    assert_eq!(link, "<a href=\"https://x.example\" rel=\"nofollow noopener ugc\">x</a>");
}
