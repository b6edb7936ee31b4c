//! HTML before the cleaner sees it.
//!
//! A parser of HTML repairs whatever it is given, and there are texts whose repair takes time and
//! memory by the square: elements inside one another without an end, formatting that is opened again
//! in every paragraph. So what goes to the parser needs no repair: only tags that can stay, with the
//! attributes that can stay, each closed where it was opened and none deeper than [`DEEPEST`]. What is
//! safe is the cleaner's to decide, and nothing here needs to be.

/// Elements inside one another, beyond which a text is no text: of what is deeper the words stay.
pub(super) const DEEPEST: usize = 100;
/// Elements of a text, beyond which only words stay: each takes half a kilobyte while it is cleaned.
const MOST_ELEMENTS: usize = 20_000;

/// Elements that hold lines of text and nothing that stands by itself.
const INLINE: [&str; 8] = ["a", "em", "strong", "del", "code", "span", "b", "i"];
/// Elements that stand by themselves, and end a paragraph.
const BLOCKS: [&str; 11] =
    ["p", "ul", "ol", "li", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"];
/// Elements that hold rows, and what rows are held by.
const ROWS: [&str; 4] = ["table", "thead", "tbody", "tr"];
const CELLS: [&str; 2] = ["td", "th"];
/// What stands by itself elsewhere and is not kept here: it parts words.
const PARTING: [&str; 20] = [
    "address",
    "article",
    "aside",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "option",
    "section",
    "summary",
    "textarea",
];

/// Attributes that may be kept somewhere.
const KEPT: [&str; 5] = ["href", "class", "start", "lang", "title"];

/// A tag as it was written.
struct Tag<'a> {
    name: String,
    closes: bool,
    attributes: Vec<(String, &'a str)>,
}

impl<'a> Tag<'a> {
    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }
}

/// The same text without what needs repair. Headings of the first level become ones of the second, and
/// images become links to them.
pub(super) fn tidy(html: &str) -> String {
    let out = String::with_capacity(html.len() + 64);
    let mut tree = Tree { out, open: Vec::new(), elements: 0 };
    // How many templates are open, which hold no text.
    let mut hidden = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if hidden == 0 {
            tree.out.push_str(&rest[..at]);
        }
        let behind = &rest[at + 1..];
        let Some((tag, after)) = tag(behind) else {
            rest = match not_a_tag(behind) {
                Some(after) => after,
                None => {
                    if hidden == 0 {
                        tree.out.push_str("&lt;");
                    }
                    behind
                }
            };
            continue;
        };
        rest = after;
        match (tag.name.as_str(), tag.closes) {
            ("template", false) => hidden += 1,
            ("template", true) => hidden = hidden.saturating_sub(1),
            (name @ ("script" | "style" | "title"), false) => rest = behind_text(rest, name),
            _ if hidden > 0 => {}
            (_, false) => tree.open(&tag),
            (_, true) => tree.close(&tag.name),
        }
    }
    if hidden == 0 {
        tree.out.push_str(rest);
    }
    tree.close_to(0);
    tree.out
}

/// Reads a tag behind its `<`, as the standard has it (HTML §13.2.5); `None` when it is none. One that
/// does not end takes all that follows with it.
fn tag(behind: &str) -> Option<(Tag<'_>, &str)> {
    let (closes, rest) = match behind.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, behind),
    };
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = rest.find(|c: char| is_space(c) || matches!(c, '/' | '>')).unwrap_or(rest.len());
    let (name, mut rest) = rest.split_at(end);
    let mut tag = Tag { name: name.to_ascii_lowercase(), closes, attributes: Vec::new() };
    loop {
        rest = rest.trim_start_matches(|c| is_space(c) || c == '/');
        if rest.is_empty() {
            return Some((Tag { name: String::new(), ..tag }, rest));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((tag, after));
        }
        // The first letter belongs to the name whatever it is.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
        let end = rest[first..].find(ends).map_or(rest.len(), |at| first + at);
        let (name, after) = rest.split_at(end);
        let value;
        (value, rest) = match after.trim_start_matches(is_space).strip_prefix('=') {
            Some(after) => attribute_value(after.trim_start_matches(is_space)),
            None => ("", after),
        };
        let name = name.to_ascii_lowercase();
        let wanted = KEPT.contains(&name.as_str()) || matches!(name.as_str(), "src" | "alt");
        if wanted && tag.attribute(&name).is_none() {
            tag.attributes.push((name, value));
        }
    }
}

fn attribute_value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(|c| is_space(c) || c == '>').unwrap_or(rest.len()))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// What follows a comment, or whatever else between angles is no text.
fn not_a_tag(behind: &str) -> Option<&str> {
    let Some(comment) = behind.strip_prefix("!--") else {
        let odd = behind.starts_with(['!', '?']);
        return odd.then(|| behind.split_once('>').map_or("", |(_, after)| after));
    };
    if let Some(after) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return Some(after);
    }
    let mut from = 0;
    while let Some(at) = comment[from..].find("--") {
        let after = &comment[from + at + 2..];
        if let Some(after) = after.strip_prefix('>').or_else(|| after.strip_prefix("!>")) {
            return Some(after);
        }
        from += at + 1;
    }
    Some("")
}

/// What follows the text of an element that holds no tags.
fn behind_text<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let end = from + at + 2;
        let named = rest.get(end..end + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
        if named {
            let after = &rest[end + name.len()..];
            if after.starts_with(|c| is_space(c) || matches!(c, '/' | '>')) {
                return after.split_once('>').map_or("", |(_, after)| after);
            }
        }
        from = end;
    }
    ""
}

/// What was written, and which elements are open in it.
struct Tree {
    out: String,
    open: Vec<&'static str>,
    /// Elements so far.
    elements: usize,
}

impl Tree {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = match tag.name.as_str() {
            "h1" => "h2",
            name => name,
        };
        if self.elements >= MOST_ELEMENTS {
            return self.part(name);
        }
        self.elements += 1;
        let in_rows = self.open.last().is_some_and(|top| ROWS.contains(top));
        if CELLS.contains(&name) || ROWS[1..].contains(&name) {
            self.open_part(name);
        } else if in_rows || self.open.len() >= DEEPEST {
            self.part(name);
        } else if name == "img" {
            self.image(tag);
        } else if name == "br" {
            self.out.push_str("<br>");
        } else if name == "hr" {
            self.end_paragraph();
            self.out.push_str("<hr>");
        } else if name == "table" {
            self.end_paragraph();
            self.push("table", tag);
        } else if let Some(name) = known(&INLINE, name) {
            if name == "a" {
                self.close_within(name, |open| CELLS.contains(&open));
            }
            self.push(name, tag);
        } else if let Some(name) = known(&BLOCKS, name) {
            if name == "li" {
                self.close_within(name, |open| open != "p" && !INLINE.contains(&open));
            }
            self.end_paragraph();
            if name.starts_with('h') && self.open.last().is_some_and(|top| top.starts_with('h')) {
                self.close_to(self.open.len() - 1);
            }
            self.push(name, tag);
        } else {
            self.part(name);
        }
    }

    /// A row, a cell or a group of rows, in the table that is open and with what must be around it.
    fn open_part(&mut self, name: &str) {
        let Some(table) = self.open.iter().rposition(|open| *open == "table") else {
            return self.part(name);
        };
        let around: &[&'static str] = match name {
            "thead" | "tbody" => &["table"],
            "tr" => &["table", "tbody"],
            _ => &["table", "tbody", "tr"],
        };
        if table + around.len() >= DEEPEST {
            return self.part(name);
        }
        // Down to what it can stand in, which at the most is the table itself.
        let stands_in =
            |open: &str| around.contains(&open) || (around.len() > 1 && open == "thead");
        let below = self.open.iter().rposition(|open| stands_in(open)).unwrap_or(table);
        self.close_to(below + 1);
        let level = match self.open.last() {
            Some(&"tr") => 3,
            Some(&"tbody" | &"thead") => 2,
            _ => 1,
        };
        for missing in around.iter().skip(level) {
            self.push_plain(missing);
        }
        if let Some(name) = known(&CELLS, name).or_else(|| known(&ROWS, name)) {
            self.push_plain(name);
        }
    }

    /// An image is a link to it; where there is a link already it is its words.
    fn image(&mut self, tag: &Tag<'_>) {
        let Some(src) = tag.attribute("src") else { return };
        let words = tag.attribute("alt").filter(|alt| !alt.trim().is_empty()).unwrap_or(src);
        let linked = self.open.contains(&"a");
        if !linked {
            self.out.push_str("<a");
            self.write("href", src);
            self.out.push('>');
        }
        self.out.push_str(&words.replace('<', "&lt;"));
        if !linked {
            self.out.push_str("</a>");
        }
    }

    fn close(&mut self, name: &str) {
        let name = if name == "h1" { "h2" } else { name };
        let closed = if CELLS.contains(&name) || ROWS.contains(&name) {
            self.close_within(name, |open| open == "table" && name != "table")
        } else if INLINE.contains(&name) {
            // What stands by itself and holds more than one line is not ended by the end of a word.
            let holds = |open: &str| open != "p" && !open.starts_with('h');
            self.close_within(name, |open| holds(open) && !INLINE.contains(&open))
        } else if BLOCKS.contains(&name) {
            let lists = name == "li";
            self.close_within(name, |open| {
                CELLS.contains(&open) || (lists && matches!(open, "ul" | "ol"))
            })
        } else {
            false
        };
        if !closed {
            self.part(name);
        }
    }

    fn end_paragraph(&mut self) {
        self.close_within("p", |open| CELLS.contains(&open));
    }

    /// Closes the innermost element of this name with all that is in it, unless a barrier is between;
    /// answers with whether it did.
    fn close_within(&mut self, name: &str, barrier: impl Fn(&str) -> bool) -> bool {
        for (at, open) in self.open.iter().enumerate().rev() {
            if *open == name {
                self.close_to(at);
                return true;
            }
            if barrier(open) {
                return false;
            }
        }
        false
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(name) = self.open.pop()
        {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    fn push(&mut self, name: &'static str, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in &tag.attributes {
            if KEPT.contains(&attribute.as_str()) {
                self.write(attribute, value);
            }
        }
        self.out.push('>');
        self.open.push(name);
    }

    fn push_plain(&mut self, name: &'static str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.open.push(name);
    }

    fn write(&mut self, attribute: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(attribute);
        self.out.push_str("=\"");
        self.out.push_str(&value.replace('"', "&quot;"));
        self.out.push('"');
    }

    /// A tag that is left out leaves a space where it parted words.
    fn part(&mut self, name: &str) {
        let parts = BLOCKS.contains(&name) || CELLS.contains(&name) || PARTING.contains(&name);
        let begins =
            self.out.is_empty() || self.out.ends_with(|c: char| c.is_whitespace() || c == '>');
        if parts && !begins {
            self.out.push(' ');
        }
    }
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

#[cfg(test)]
mod tests;
