//! Machine translation on the page of a thing: asking for it, and showing it as what it is.

use std::time::Duration;

use askama::Template;
use axum::extract::Path;
use content::{
    machine::{self, Machine, MachineState},
    read::Page,
};
use domain::{ContentId, Error, Lang};

use super::{find, href, parse_id};
use crate::{Ctx, Html, Result, Shell};

/// How long whoever asks waits for a short text; a longer one is ready when she comes back.
const PATIENCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(150);

#[derive(Template)]
#[template(path = "conversation/machine.html")]
struct Note<'a> {
    shell: &'a Shell,
    text: String,
    /// Where it is asked for.
    ask: Option<String>,
    /// Where it is read.
    read: Option<String>,
    /// Where one looks again.
    again: Option<String>,
    /// Whether it stands in a note already.
    inside: bool,
}

/// Shows what the machine has made of a text when the reader has chosen it (`?by=machine`), and gives what the
/// page says of it otherwise: nothing for texts in the reader's language, or where no machine is named.
pub async fn machine(ctx: &Ctx, page: &mut Page) -> Result<Option<Text>> {
    let reads = ctx.tr.lang();
    let chosen = ctx.params().get("by") == "machine";
    let other = ctx.params().lang("in").is_some();
    if page.text.lang.primary() == reads.primary() || (other && !chosen) {
        return Ok(None);
    }
    let (p, signed_in) = (ctx.app.publishing(), ctx.who().person().is_some());
    let there = format!("{}?by=machine", href(page));
    let id = page.content.id;
    Ok(match machine::of(p, &mut ctx.read(), page, reads).await? {
        Machine::None => None,
        Machine::Ask(failed) if signed_in => Some(Text::Ask(id, failed)),
        Machine::Ask(_) => None,
        Machine::Waiting => Some(Text::Waiting(there)),
        Machine::Text(text) if chosen => {
            machine::show(page, *text);
            None
        }
        Machine::Text(_) => Some(Text::There(there)),
    })
}

/// What a page says of machine translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// It can be asked for; the last time it could not be made.
    Ask(ContentId, bool),
    /// It is being made.
    Waiting(String),
    /// It can be read there.
    There(String),
}

impl Text {
    /// The note on a page.
    pub fn note(self, shell: &Shell) -> Html {
        self.draw(shell, false)
    }

    /// The same, to stand in a note about languages.
    pub fn inside(self, shell: &Shell) -> Html {
        self.draw(shell, true)
    }

    fn draw(self, shell: &Shell, inside: bool) -> Html {
        let blank = Note { shell, text: String::new(), ask: None, read: None, again: None, inside };
        let t = |key: &str| shell.t(key).to_owned();
        Html::render(&match self {
            Self::Ask(id, failed) => Note {
                text: t(if failed { "machine-failed" } else { "machine-offer" }),
                ask: Some(format!("/content/{id}/translation")),
                ..blank
            },
            Self::Waiting(href) => Note { text: t("machine-waiting"), again: Some(href), ..blank },
            Self::There(href) => Note { text: t("machine-there"), read: Some(href), ..blank },
        })
    }
}

/// `POST /content/{id}/translation`: has it translated into the language of the interface.
pub(super) async fn ask(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = find(&ctx, parse_id(&id)?).await?;
    ctx.signed_in()?;
    if page.content.parent_id.is_some() {
        return Err(Error::NotFound.into());
    }
    let (id, lang) = (page.content.id, ctx.tr.lang().clone());
    machine::ask(ctx.app.publishing(), &ctx.who(), id, &lang).await?;
    let there = format!("{}?by=machine", href(&page));
    match waited(&ctx, id, &lang).await? {
        Some(MachineState::Done) => Ok(ctx.redirect(&there)),
        Some(MachineState::Failed) => ctx.done(&there, "machine-done-not"),
        _ => ctx.done(&there, "machine-done-later"),
    }
}

/// The state of a translation once it is decided, or after a while.
async fn waited(ctx: &Ctx, id: ContentId, lang: &Lang) -> Result<Option<MachineState>> {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        let state = machine::state(&mut ctx.read(), id, lang).await?;
        if state != Some(MachineState::Waiting) || tokio::time::Instant::now() >= until {
            return Ok(state);
        }
        tokio::time::sleep(PAUSE).await;
    }
}
