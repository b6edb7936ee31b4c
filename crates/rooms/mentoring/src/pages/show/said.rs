//! What people have said in a workspace: messages, check-ins, feedback and what was learnt.

use content::markdown;
use domain::Time;
use people::ledger::{Entry, Open, Side, Written};
use web::{Ctx, Html};

use super::super::party;
use crate::workspace::{entry, word};

/// A message, a check-in, feedback, or what was learnt.
pub struct Said {
    pub who: String,
    pub at: Time,
    pub tag: String,
    pub text: Html,
}

/// A text as it was written, safe to be shown.
pub fn rendered(text: &str) -> Html {
    if text.is_empty() { Html::default() } else { Html::trusted(markdown::render_theirs(text, 4)) }
}

/// Who people are, by the names that they have for the reader.
pub struct Names<'a>(&'a Open);

impl<'a> Names<'a> {
    pub fn of(open: &'a Open) -> Self {
        Self(open)
    }

    pub fn name(&self, written: &Written) -> String {
        let person = self.0.person(&written.actor);
        if !person.is_empty() {
            return person.to_owned();
        }
        let side = self.0.ledger.side_of(&written.party);
        side.map(|side| party(&self.0.ledger, side).0).unwrap_or_default()
    }
}

/// Who has written something, by the name that she has for the reader.
pub fn author(open: &Open, written: &Written) -> String {
    Names::of(open).name(written)
}

/// Messages, check-ins or feedback, in the order of the ledger.
pub fn said(ctx: &Ctx, open: &Open, names: &Names<'_>, kind: &'static str) -> Vec<Said> {
    let tr = ctx.tr;
    let one = |(_, e): (&str, &Entry)| {
        let written = e.begun()?;
        let tag = match kind {
            entry::CHECKIN => tr.word("checkin-mood", e.text("mood")).to_owned(),
            entry::FEEDBACK => tr.t2(
                "feedback-tag",
                "moment",
                tr.word("feedback-moment", e.text("moment")),
                "n",
                e.number("satisfaction").unwrap_or_default(),
            ),
            _ => String::new(),
        };
        let texts = ["text", "helped", "better"].map(|name| e.text(name));
        let text = texts.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>();
        Some(Said {
            who: names.name(written),
            at: written.at,
            tag,
            text: rendered(&text.join("\n\n")),
        })
    };
    open.now.all(kind).into_iter().filter_map(one).collect()
}

/// What each side has learnt.
pub fn lessons(open: &Open, names: &Names<'_>) -> Vec<Said> {
    let closing = open.now.one(entry::CLOSING);
    let of = |side: &Side| {
        let field = format!("{}_lessons", word(*side));
        let written = closing.written(&field).filter(|w| w.value.is_string())?;
        let failed = closing.text(&format!("{}_failed", word(*side)));
        let text = [closing.text(&field), failed].join("\n\n");
        Some(Said {
            who: names.name(written),
            at: written.at,
            tag: party(&open.ledger, *side).0,
            text: rendered(text.trim()),
        })
    };
    Side::BOTH.iter().filter_map(of).collect()
}
