//! From what was read to what is shown.

use std::cell::Cell;

use askama::Template;
use content::{
    model::Origin,
    read::{Comment, Page, Tombstone},
};
use domain::{
    ContentId, Visibility,
    access::{Action, Facts, State, Subject as _, Who},
};

use super::{
    author, href,
    post::{Author, Can, Post, PostView},
    profile, reply, seen_key,
    tree::Branch,
};
use crate::{Ctx, Form, Html, Shell};

/// What all posts of one page have in common.
pub(super) struct View<'a> {
    pub shell: Shell,
    pub root: Post,
    pub can: Can,
    /// Whether the form for an answer stands under a comment already.
    pub answered: Cell<bool>,
    page: &'a Page,
    who: Who,
    href: String,
    /// Whether the reader may choose the answer.
    accepts: bool,
    /// The comment under which the form for an answer shall stand.
    wanted: Option<ContentId>,
    seen: String,
}

/// The word for where a translation comes from; empty for an original.
fn translation(origin: Origin) -> &'static str {
    if origin == Origin::Original { "" } else { origin.as_str() }
}

impl<'a> View<'a> {
    pub fn new(ctx: &Ctx, page: &'a Page) -> Self {
        let (content, who) = (&page.content, ctx.who());
        let href = href(page);
        let shell = ctx.shell(page.text.title.clone());
        let answerable = (page.kind.answerable)(&content.details);
        let accepts = answerable && page.may(&who, Action::Accept);
        let mut can = Can::of(&who, content.standing, &content.facts(), false);
        can.reply &= page.kind.commentable;
        let root = Post {
            id: content.id,
            author: author(page),
            facilitator: false,
            at: content.published_at.unwrap_or(content.created_at),
            edited_at: content.edited_at,
            lang: page.text.lang.clone(),
            original_lang: content.lang.clone(),
            translation: translation(page.text.origin),
            body: Html::trusted(page.text.body_html.clone()),
            state: content.state,
            reason: page.removal_reason.clone(),
            useful: content.reaction_count,
            reacted: page.reacted,
            bookmarked: page.bookmarked,
            muted: page.muted,
            is_answer: false,
            waits: false,
            illustrative: content.illustrative,
            is_draft: content.state == State::Draft,
            is_root: true,
            restricted: content.visibility == Visibility::Members,
            in_group: content.group_id.is_some(),
            pinned: content.pinned_at.is_some(),
            locked: content.closed,
            answers: String::new(),
            page: href.clone(),
            next: href.clone(),
            edit_href: format!("/{}/{}/edit", page.kind.path, content.id),
            origin: super::origin(&shell, page),
        };
        Self {
            shell,
            root,
            can,
            answered: Cell::new(false),
            page,
            who,
            href,
            accepts,
            wanted: ctx.params().get("reply").parse().ok(),
            seen: seen_key(page),
        }
    }

    /// The answers as items of a list.
    pub fn draw(&self, placed: &[Branch<Comment>]) -> Html {
        Html::trusted(placed.iter().map(|p| self.item(p, true)).collect::<String>())
    }

    fn item(&self, placed: &Branch<Comment>, top: bool) -> String {
        let comment = &placed.comment;
        let post = self.post(comment, &placed.answers);
        let can =
            Can::of(&self.who, self.page.content.standing, &self.facts(comment), self.accepts);
        let wanted = can.reply && self.wanted == Some(comment.id);
        let form = if wanted {
            self.answered.set(true);
            self.reply_form(comment.id, &comment.author_name)
        } else {
            Html::default()
        };
        let replies = placed.replies.iter().map(|p| self.item(p, false)).collect::<String>();
        let item = Item {
            view: PostView { shell: &self.shell, post: &post, can, bare: false },
            class: if top { "post" } else { "" },
            tombstone: comment.tombstone(),
            form,
            replies: Html::trusted(replies),
        };
        Html::render(&item).to_string()
    }

    /// What the rules need to know of an answer: level, community and lock are those of the
    /// conversation.
    fn facts(&self, comment: &Comment) -> Facts {
        let mut facts = self.page.content.facts();
        if let Facts::Content { author, state, .. } = &mut facts {
            (*author, *state) = (comment.author_id, comment.state);
        }
        facts
    }

    fn post(&self, c: &Comment, answers: &str) -> Post {
        Post {
            id: c.id,
            author: Author {
                name: c.author_name.clone(),
                href: profile(&c.author_handle, &c.author_host),
                city: c.organisation_name.clone(),
                host: c.author_host.clone(),
            },
            facilitator: c.facilitator,
            at: c.published_at,
            edited_at: c.edited_at,
            lang: c.lang.clone(),
            original_lang: c.original_lang.clone(),
            translation: translation(c.origin),
            body: Html::trusted(c.html.clone()),
            state: c.state,
            reason: c.removal_reason.clone(),
            useful: c.reaction_count,
            reacted: c.reacted,
            bookmarked: c.bookmarked,
            muted: c.muted,
            is_answer: self.page.content.answer_id == Some(c.id),
            waits: self.page.content.answer_id.is_none(),
            illustrative: c.illustrative,
            is_draft: false,
            is_root: false,
            restricted: self.root.restricted,
            in_group: self.root.in_group,
            pinned: false,
            locked: self.root.locked,
            answers: answers.to_owned(),
            page: self.href.clone(),
            next: format!("{}#comment-{}", self.href, c.id),
            edit_href: format!("/comments/{}/edit", c.id),
            origin: Html::default(),
        }
    }

    /// The form for an answer to `parent`; `to` is the name of its author when it is a comment.
    pub fn reply_form(&self, parent: ContentId, to: &str) -> Html {
        let ctx = self.shell.ctx();
        let form = Form::new()
            .with("next", self.href.clone())
            .with("lang", self.shell.tr().lang().as_str());
        let cancel =
            if to.is_empty() { String::new() } else { format!("{}#comment-{parent}", self.href) };
        Html::render(&reply::Reply {
            shell: &self.shell,
            kind: self.page.kind,
            f: ctx.form(form, domain::FieldErrors::default()),
            parent,
            to,
            cancel,
            seen: &self.seen,
            langs: &reply::langs(ctx),
        })
    }
}

#[derive(Template)]
#[template(path = "conversation/comment.html")]
struct Item<'a> {
    view: PostView<'a>,
    class: &'static str,
    tombstone: Option<Tombstone>,
    form: Html,
    replies: Html,
}

impl Item<'_> {
    /// Why there is no text.
    fn gone(&self) -> String {
        let shell = self.view.shell;
        let reason = &self.view.post.reason;
        match self.tombstone {
            Some(Tombstone::Removed) if !reason.is_empty() => {
                shell.t1("conversation-removed-reason", "reason", reason)
            }
            Some(Tombstone::Removed) => shell.t("conversation-removed").to_owned(),
            _ => shell.t("conversation-withdrawn").to_owned(),
        }
    }
}
