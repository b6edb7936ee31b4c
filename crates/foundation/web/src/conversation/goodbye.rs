//! Taking a text away: its author withdraws it, a facilitator removes it. Both ask first.

use askama::Template;
use axum::extract::Path;
use content::{read::Page, service};
use domain::{
    Error, FieldErrors, Visibility,
    access::{Action, State},
};

use super::{author, find, href, parse_id};
use crate::{Ctx, Form, FormView, Html, Result, Shell};

#[derive(Template)]
#[template(path = "conversation/goodbye.html")]
struct Goodbye {
    shell: Shell,
    f: FormView,
    page: Page,
    by: String,
    body: Html,
    action: String,
    cancel: String,
    /// The first part of the messages: `conversation-withdraw`, `conversation-remove`, `conversation-delete` of a
    /// draft, or that of a kind which is withdrawn in words of its own.
    key: String,
    reason: bool,
}

impl Goodbye {
    fn new(ctx: &Ctx, page: Page, remove: bool, form: Form, errors: FieldErrors) -> Self {
        let own = format!("{}-withdraw", page.kind.name);
        let key = if remove {
            "conversation-remove".to_owned()
        } else if page.content.state == State::Draft {
            "conversation-delete".to_owned()
        } else if ctx.tr.find(&format!("{own}-title")).is_some() {
            own
        } else {
            "conversation-withdraw".to_owned()
        };
        let f = ctx.form(form, errors);
        Self {
            shell: ctx.shell(ctx.tr.t(&format!("{key}-title"))).for_form(&f).noindex(),
            f,
            by: author(&page).name,
            body: Html::trusted(page.text.body_html.clone()),
            action: ctx.path.clone(),
            cancel: href(&page),
            key,
            reason: remove,
            page,
        }
    }

    fn key(&self, part: &str) -> String {
        format!("{}-{part}", self.key)
    }
}

/// Where one goes when the text is gone: to its conversation, or its community.
fn afterwards(page: &Page) -> String {
    if page.content.visibility == Visibility::Members && page.content.state != State::Draft {
        // Who has erased their copies is shown as they say so.
        return format!("/content/{}/copies", page.content.id);
    }
    match (&page.root, &page.group) {
        (Some(_), _) if page.content.parent_id.is_none() => {
            format!("/content/{}", page.content.root())
        }
        (Some(_), _) => href(page),
        (None, Some(group)) if group.host.is_empty() => format!("/communities/{}", group.handle),
        (None, Some(group)) => format!("/communities/{}@{}", group.handle, group.host),
        (None, None) => format!("/{}", page.kind.path),
    }
}

/// What is to be taken away, for those who may.
async fn open(ctx: &Ctx, id: &str, action: Action) -> Result<Page> {
    let page = find(ctx, parse_id(id)?).await?;
    ctx.signed_in()?;
    if page.may(&ctx.who(), action) {
        Ok(page)
    } else {
        Err(Error::Forbidden("error-forbidden").into())
    }
}

/// `GET /content/{id}/withdraw`
pub(super) async fn withdrawing(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = open(&ctx, &id, Action::Withdraw).await?;
    ctx.page(&Goodbye::new(&ctx, page, false, Form::new(), FieldErrors::default()))
}

/// `POST /content/{id}/withdraw`
pub(super) async fn withdraw(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = open(&ctx, &id, Action::Withdraw).await?;
    service::withdraw(ctx.app.publishing(), &ctx.who(), page.content.id).await?;
    let draft = page.content.state == State::Draft;
    let done = if draft { "conversation-done-deleted" } else { "conversation-done-withdrawn" };
    ctx.done(&afterwards(&page), done)
}

/// `GET /content/{id}/remove`
pub(super) async fn removing(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = open(&ctx, &id, Action::Moderate).await?;
    ctx.page(&Goodbye::new(&ctx, page, true, Form::new(), FieldErrors::default()))
}

/// `POST /content/{id}/remove`
pub(super) async fn remove(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    let page = open(&ctx, &id, Action::Moderate).await?;
    let (p, who) = (ctx.app.publishing(), ctx.who());
    match service::remove(p, &who, page.content.id, form.get("reason")).await {
        Ok(()) => ctx.done(&afterwards(&page), "conversation-done-removed"),
        Err(Error::Invalid(errors)) => ctx.invalid(&Goodbye::new(&ctx, page, true, form, errors)),
        Err(error) => Err(error.into()),
    }
}
