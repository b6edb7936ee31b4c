//! The conversation under a post of any kind: what begins it, the answers to it, the form for
//! another one, and every button under them. All rooms show it alike.
//!
//! ```ignore
//! let page = content::read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &langs).await?;
//! let conversation = Conversation::open(&ctx, &page).await?;
//! // In the template: {{ conversation.post() }} {{ conversation.replies() }}
//! ```

mod comment;
mod copies;
mod deeds;
mod goodbye;
mod history;
mod machine;
mod post;
mod reply;
mod report;
mod tree;
mod view;

use askama::Template;
use axum::routing::{get, post as posting};
use content::{
    Kind,
    read::{self, Page},
};
use domain::{
    ContentId, Error, Lang, Visibility,
    access::{Standing, State},
};
use federation::iri::Own;
use people::Cursor;

pub use history::history;
pub use machine::machine;
pub use post::{Author, Can, Post};

use crate::{
    Ctx, Form, Html, Result, Routes, Shell,
    context::{encode, safe_path},
    pieces,
};
use post::PostView;
use tree::Branch;
use view::View;

/// The addresses of everything one can do with a post.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/content/{id}", get(history::find_page))
        .route("/content/{id}/comments", get(reply::begin).post(reply::create))
        .route("/content/{id}/history", get(history::show))
        .route("/content/{id}/copies", get(copies::show))
        .route("/content/{id}/translation", posting(machine::ask))
        .route("/content/{id}/report", get(report::ask).post(report::send))
        .route("/content/{id}/withdraw", get(goodbye::withdrawing).post(goodbye::withdraw))
        .route("/content/{id}/remove", get(goodbye::removing).post(goodbye::remove))
        .route("/content/{id}/{deed}", posting(deeds::press))
        .route("/comments/{id}/edit", get(comment::edit).post(comment::save))
}

/// The languages in which a reader wants to see texts: the one she chose on the page by `?in=`,
/// then that of the interface.
pub fn wanted(ctx: &Ctx) -> Vec<Lang> {
    ctx.params().lang("in").into_iter().chain([ctx.tr.lang().clone()]).collect()
}

/// The page of a thing: for a comment, its place on the page of its conversation.
pub fn href(page: &Page) -> String {
    let content = &page.content;
    match (&page.root, content.root_id) {
        // What is said of a thing in one line stands on its page.
        (Some((kind, slug)), Some(root)) if content.is_voice() && !page.kind.titled => {
            format!("{}#voice-{}", read::path(kind, root, slug), content.id)
        }
        (Some((kind, slug)), Some(root)) if content.position.is_none() && !content.is_voice() => {
            format!("{}#comment-{}", read::path(kind, root, slug), page.content.id)
        }
        _ => read::path(page.kind, page.content.id, &page.content.slug),
    }
}

/// Where a thing was published, with a link to its page there; nothing for what lives here.
pub fn origin(shell: &Shell, page: &Page) -> Html {
    pieces::elsewhere(shell, "elsewhere-content", &page.content.host, page.url.as_deref())
}

/// The frame of the page of a thing: its one address, here or where it lives, and what programs
/// read. What is not for everybody is left out of search engines.
pub fn framed(shell: Shell, page: &Page) -> Shell {
    let content = &page.content;
    let shell = shell.canonical(href(page));
    match content.visibility {
        Visibility::Public if content.state == State::Published => {
            shell.home(Own::Object(content.id), page.url.as_deref())
        }
        _ => shell.noindex(),
    }
}

/// One post or comment with its conversation, for the pages of this module.
async fn find(ctx: &Ctx, id: ContentId) -> Result<Page> {
    let page = read::page(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, &wanted(ctx)).await?;
    Ok(page)
}

/// An id in an address; whatever is none does not exist.
fn parse_id(id: &str) -> Result<ContentId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// Where a button leads back to: what its form says, or the page before.
fn return_to(ctx: &Ctx, form: &Form) -> String {
    safe_path(form.get("next")).map_or_else(|| ctx.back(), str::to_owned)
}

/// Who wrote it.
fn author(page: &Page) -> Author {
    Author {
        name: page.author.name.clone(),
        href: profile(&page.author.handle, &page.author.host),
        city: page.organisation.as_ref().map(|o| o.name.clone()).unwrap_or_default(),
        host: page.author.host.clone(),
    }
}

fn profile(handle: &str, host: &str) -> String {
    if host.is_empty() { format!("/people/{handle}") } else { format!("/people/{handle}@{host}") }
}

/// The page of a community.
pub(crate) fn community(handle: &str, host: &str) -> String {
    let host = if host.is_empty() { String::new() } else { format!("@{host}") };
    format!("/communities/{handle}{host}")
}

/// The message about who will read an answer.
fn seen_key(page: &Page) -> String {
    let level = page.content.visibility.as_str();
    let group = page.content.group_id.is_some() && level == "local";
    format!("conversation-seen-{level}{}", if group { "-members" } else { "" })
}

/// The message as it is worded under things of this kind: a discussion is answered, what stands on a shelf is asked
/// about.
fn key(ctx: &Ctx, kind: &Kind, part: &str) -> String {
    let mut own = vec![format!("{}-conversation-{part}", kind.name)];
    if ctx.app.shelves().iter().any(|shelf| shelf.kind(kind.name).is_some()) {
        own.push(format!("sheet-conversation-{part}"));
    }
    let own = own.into_iter().find(|key| ctx.tr.knows(key));
    own.unwrap_or_else(|| format!("conversation-{part}"))
}

/// Whoever opens a conversation has read what she was told of it.
async fn mark_seen(ctx: &Ctx, id: ContentId) -> Result<()> {
    if let Some(viewer) = &ctx.viewer {
        people::notifications::mark_seen(ctx.store(), viewer, id).await?;
    }
    Ok(())
}

/// How many answers there are in these threads.
fn many(threads: &[read::Thread]) -> i64 {
    threads.iter().map(|thread| 1 + many(&thread.replies)).sum()
}

/// A conversation as one reader sees it.
pub struct Conversation {
    shell: Shell,
    kind: &'static Kind,
    root: Post,
    can: Can,
    count: i64,
    threads: Html,
    form: Option<Html>,
    next: Option<Cursor>,
    continued: bool,
    join: String,
}

impl Conversation {
    /// Reads the answers to a thing whose page is about to be shown, with two statements. What the
    /// reader was told of them counts as read from now on.
    pub async fn open(ctx: &Ctx, page: &Page) -> Result<Self> {
        mark_seen(ctx, page.content.id).await?;
        let after = Cursor::parse(ctx.params().get("after"));
        let lang = wanted(ctx).swap_remove(0);
        let (threads, next) =
            read::thread(&mut ctx.read(), &ctx.who(), page.content.id, &lang, after.as_ref())
                .await?;
        // What is said of a review is counted in the conversation about the thing.
        let count =
            if page.content.is_voice() { many(&threads) } else { page.content.comment_count };
        let branches = threads.into_iter().map(Branch::from).collect();
        let placed = tree::arrange(branches, page.content.answer_id);
        let view = View::new(ctx, page);
        let drawn = view.draw(&placed);
        let form =
            (view.can.reply && !view.answered.get()).then(|| view.reply_form(page.content.id, ""));
        let outside = page.content.group_id.is_some() && !page.content.standing.is_inside();
        let group =
            page.group.as_ref().filter(|_| outside && page.content.standing != Standing::Banned);
        let join = group.map(|g| community(&g.handle, &g.host));
        Ok(Self {
            kind: page.kind,
            root: view.root.clone(),
            can: view.can,
            count,
            threads: drawn,
            form,
            next,
            continued: after.is_some(),
            join: join.unwrap_or_default(),
            shell: view.shell,
        })
    }

    /// What begins the conversation: author, text and buttons. A room that shows the text in its
    /// own way takes [`Self::actions`].
    pub fn post(&self) -> Html {
        self.root(false)
    }

    /// The buttons under what begins the conversation.
    pub fn actions(&self) -> Html {
        self.root(true)
    }

    fn root(&self, bare: bool) -> Html {
        Html::render(&PostView { shell: &self.shell, post: &self.root, can: self.can, bare })
    }

    /// The answers, and the form for another one.
    pub fn replies(&self) -> Html {
        self.replies_with("")
    }

    /// The same; `lead` says who answers here.
    pub fn replies_with(&self, lead: &str) -> Html {
        let page = self.root.page.clone();
        Html::render(&Replies {
            shell: &self.shell,
            kind: self.kind,
            lead,
            count: self.count,
            threads: &self.threads,
            form: self.form.as_ref(),
            next: self.next.as_ref(),
            continued: self.continued,
            locked: self.root.locked,
            tools: self.can.moderate,
            visitor: self.shell.ctx().viewer.is_none(),
            sign_in: format!("/sign-in?next={}", encode(&page)),
            join: &self.join,
            page,
        })
    }

    /// What the reader can do with what begins the conversation.
    pub fn can(&self) -> Can {
        self.can
    }
}

#[derive(Template)]
#[template(path = "conversation.html")]
struct Replies<'a> {
    shell: &'a Shell,
    kind: &'static Kind,
    lead: &'a str,
    count: i64,
    threads: &'a Html,
    form: Option<&'a Html>,
    next: Option<&'a Cursor>,
    continued: bool,
    locked: bool,
    tools: bool,
    visitor: bool,
    sign_in: String,
    join: &'a str,
    page: String,
}

impl Replies<'_> {
    /// The message as it is worded here.
    fn key(&self, part: &str) -> String {
        key(self.shell.ctx(), self.kind, part)
    }
}
