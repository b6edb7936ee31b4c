//! The picture of a tree as SVG, made here so that nothing has to be fetched or run to see it. Beside it
//! stands the same as a table; the picture is one image with a title and a description.
//!
//! Where there is room, generations stand beside one another; on narrow screens, and in deep trees,
//! everybody has a row of her own and stands further in than her source. Both grow downwards only.

use std::fmt::Write as _;

use web::Html;

/// How a box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The first of all.
    Root,
    /// The one whose page this is.
    Here,
    /// It cannot be read any more, or not here.
    Gone,
    /// Any other.
    Plain,
}

/// One thing in the picture. Boxes come after their sources, each with all that was made of it before
/// the next.
#[derive(Debug, Clone)]
pub struct Box {
    /// The place of its source in the list.
    pub parent: Option<usize>,
    /// Generations after the first.
    pub depth: usize,
    /// The first line: the city.
    pub title: String,
    /// The second line.
    pub below: String,
    /// How it looks.
    pub look: Look,
    /// Whether only one side says that it was made of its source.
    pub claimed: bool,
}

/// Height of a box, and from one row to the next.
const HEIGHT: usize = 52;
const ROW: usize = 65;
/// The width of a box where generations stand beside one another, and from one to the next.
const WIDTH: usize = 196;
const COLUMN: usize = 244;
/// The most generations beside one another.
const BESIDE: usize = 4;
/// How wide the picture is where everybody has a row, and how far generations stand in at most.
const STAIRS: usize = 720;
const PHONE: usize = 340;
const INDENT: usize = 36;
/// Room for text in a box that is narrow.
const LEAST: usize = 150;

/// The place of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    x: usize,
    y: usize,
    width: usize,
}

/// For wide screens.
pub fn wide(boxes: &[Box], title: &str, said: &str) -> Html {
    let generations = boxes.iter().map(|b| b.depth).max().unwrap_or(0) + 1;
    let (at, width, across) = if generations <= BESIDE {
        (beside(boxes), (generations - 1) * COLUMN + WIDTH, true)
    } else {
        (stairs(boxes, STAIRS), STAIRS, false)
    };
    Drawing { boxes, at, width, across, class: "lin-wide", title, said }.draw()
}

/// For narrow screens.
pub fn narrow(boxes: &[Box], title: &str, said: &str) -> Html {
    let at = stairs(boxes, PHONE);
    Drawing { boxes, at, width: PHONE, across: false, class: "lin-narrow", title, said }.draw()
}

/// Generations beside one another; a source stands at the height of the first thing made of it.
fn beside(boxes: &[Box]) -> Vec<At> {
    let mut at: Vec<At> = Vec::with_capacity(boxes.len());
    let mut rows = 0;
    for (n, one) in boxes.iter().enumerate() {
        // The first child goes on in the row of its source.
        let first = n > 0 && one.parent == Some(n - 1);
        if !first {
            rows += 1;
        }
        at.push(At { x: one.depth * COLUMN, y: (rows - 1) * ROW, width: WIDTH });
    }
    at
}

/// Everybody in a row of her own.
fn stairs(boxes: &[Box], width: usize) -> Vec<At> {
    let deepest = boxes.iter().map(|b| b.depth).max().unwrap_or(0).max(1);
    let indent = INDENT.min((width - LEAST) / deepest).max(2);
    let most = width - LEAST;
    let place = |(n, one): (usize, &Box)| {
        let x = (one.depth * indent).min(most);
        At { x, y: n * ROW, width: width - x }
    };
    boxes.iter().enumerate().map(place).collect()
}

struct Drawing<'a> {
    boxes: &'a [Box],
    at: Vec<At>,
    width: usize,
    /// Whether lines go from side to side, and not from below.
    across: bool,
    class: &'static str,
    title: &'a str,
    said: &'a str,
}

impl Drawing<'_> {
    fn draw(&self) -> Html {
        let height = self.at.iter().map(|a| a.y).max().unwrap_or(0) + HEIGHT + 2;
        let (class, width) = (self.class, self.width + 2);
        let mut svg = format!(
            "<svg class=\"lin {class}\" viewBox=\"-1 -1 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{class}-t {class}-d\" focusable=\"false\">\
             <title id=\"{class}-t\">{}</title><desc id=\"{class}-d\">{}</desc>",
            escape(self.title),
            escape(self.said)
        );
        for (one, at) in self.boxes.iter().zip(&self.at) {
            if let Some(parent) = one.parent {
                let line = self.line(self.at[parent], *at);
                let dashed = if one.claimed { " lin-claimed" } else { "" };
                let _ = write!(svg, "<path class=\"lin-line{dashed}\" d=\"{line}\"/>");
            }
        }
        for (one, at) in self.boxes.iter().zip(&self.at) {
            let look = match one.look {
                Look::Root => "lin-root",
                Look::Here => "lin-here",
                Look::Gone => "lin-box lin-gone",
                Look::Plain => "lin-box",
            };
            let At { x, y, width } = *at;
            let _ = write!(
                svg,
                "<rect class=\"{look}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" \
                 rx=\"6\"/><text class=\"lin-t\" x=\"{tx}\" y=\"{ty}\">{title}</text>\
                 <text class=\"lin-s\" x=\"{tx}\" y=\"{sy}\">{below}</text>",
                tx = x + 14,
                ty = y + 22,
                sy = y + 41,
                title = escape(&fitted(&one.title, width, 17)),
                below = escape(&fitted(&one.below, width, 15)),
            );
        }
        svg.push_str("</svg>");
        Html::trusted(svg)
    }

    fn line(&self, from: At, to: At) -> String {
        let middle = to.y + HEIGHT / 2;
        if self.across {
            let (x, y) = (from.x + from.width, from.y + HEIGHT / 2);
            if y == middle {
                return format!("M{x} {y}H{}", to.x);
            }
            let turn = x + (to.x - x) / 2;
            return format!(
                "M{x} {y}H{}Q{turn} {y} {turn} {}V{}Q{turn} {middle} {} {middle}H{}",
                turn - 8,
                y + 8,
                middle - 8,
                turn + 8,
                to.x
            );
        }
        // From below the source, between its edge and that of what was made of it.
        let (x, y) = (from.x + to.x.saturating_sub(from.x) / 2, from.y + HEIGHT);
        let bend = 8.min(to.x.saturating_sub(x));
        format!("M{x} {y}V{}Q{x} {middle} {} {middle}H{}", middle - bend, x + bend, to.x)
    }
}

/// As much of a text as fits into a box; `tenths` is the usual width of a letter, doubled.
fn fitted(text: &str, width: usize, doubled: usize) -> String {
    let room = (width.saturating_sub(24) * 2 / doubled).max(6);
    domain::text::excerpt(text, room)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(parent: Option<usize>, depth: usize, title: &str) -> Box {
        Box {
            parent,
            depth,
            title: title.into(),
            below: "2024".into(),
            look: Look::Plain,
            claimed: false,
        }
    }

    fn chain(length: usize) -> Vec<Box> {
        (0..length).map(|n| one(n.checked_sub(1), n, "Град")).collect()
    }

    fn fan(width: usize) -> Vec<Box> {
        let mut boxes = vec![one(None, 0, "Град")];
        boxes.extend((0..width).map(|_| one(Some(0), 1, "Град")));
        boxes
    }

    /// Boxes stand apart from one another, inside of the picture, wide enough for a word.
    fn is_readable(at: &[At], width: usize) {
        for (n, a) in at.iter().enumerate() {
            assert!(a.width >= LEAST && a.x + a.width <= width, "{a:?} in {width}");
            for b in &at[..n] {
                let beside = a.x >= b.x + b.width || b.x >= a.x + a.width;
                let below = a.y >= b.y + HEIGHT || b.y >= a.y + HEIGHT;
                assert!(beside || below, "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn deep_chains_and_wide_fans_stay_readable() {
        for boxes in [chain(2), chain(4), chain(40), chain(60), fan(1), fan(200)] {
            is_readable(&stairs(&boxes, PHONE), PHONE);
            is_readable(&stairs(&boxes, STAIRS), STAIRS);
            if boxes.iter().all(|b| b.depth < BESIDE) {
                is_readable(&beside(&boxes), BESIDE * COLUMN);
            }
        }
        let mixed = [
            one(None, 0, "Гент"),
            one(Some(0), 1, "Лайпциг"),
            one(Some(1), 2, "Рига"),
            one(Some(0), 1, "Тампере"),
            one(Some(0), 1, "София"),
            one(Some(4), 2, "Пловдив"),
        ];
        let at = beside(&mixed);
        is_readable(&at, BESIDE * COLUMN);
        assert_eq!(at.iter().map(|a| a.y / ROW).collect::<Vec<_>>(), [0, 0, 0, 1, 2, 2]);
    }

    #[test]
    fn what_somebody_wrote_never_becomes_a_part_of_the_picture() {
        let boxes = [one(None, 0, "<script>\"&"), one(Some(0), 1, "ordinary")];
        let svg = wide(&boxes, "<b>", "a & b");
        assert!(!svg.as_str().contains("<script>") && !svg.as_str().contains("<b>"));
        assert!(svg.as_str().contains("a &amp; b"));
    }
}
