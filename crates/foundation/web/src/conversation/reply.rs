//! Answering: the form under a post, and a page of its own when something must be corrected or is
//! to be looked at first.

use askama::Template;
use axum::extract::Path;
use content::{
    Kind, markdown,
    read::Page,
    service::{self, NewComment},
};
use domain::{
    ContentId, Error, FieldErrors, Lang,
    access::{Action, Who},
};

use super::{author, find, href, key, parse_id, seen_key};
use crate::{Choice, Ctx, Form, FormView, Html, Result, Shell, context::safe_path};

/// The languages a text can be written in, those of the site first.
pub(super) fn langs(ctx: &Ctx) -> Vec<Choice> {
    Choice::languages(ctx.tr, &ctx.app.interface_languages())
}

#[derive(Template)]
#[template(path = "conversation/reply.html")]
pub(super) struct Reply<'a> {
    pub shell: &'a Shell,
    /// The kind of what the conversation is about.
    pub kind: &'a Kind,
    pub f: FormView,
    pub parent: ContentId,
    pub to: &'a str,
    pub cancel: String,
    pub seen: &'a str,
    pub langs: &'a [Choice],
}

impl Reply<'_> {
    /// The message as it is worded here. A comment is answered, whatever it stands under.
    fn key(&self, part: &str) -> String {
        if self.to.is_empty() {
            key(self.shell.ctx(), self.kind, part)
        } else {
            format!("conversation-{part}")
        }
    }
}

/// A text as it will look.
pub(super) struct Preview {
    pub body: Html,
    pub lang: Lang,
}

impl Preview {
    /// What the form holds, when a preview of it is wanted.
    pub fn of(ctx: &Ctx, form: &Form) -> Option<Self> {
        form.on("preview").then(|| Self {
            body: Html::trusted(markdown::render(&form.block("body"), markdown::UNDER_HEADING)),
            lang: form.lang("lang").unwrap_or_else(|| ctx.tr.lang().clone()),
        })
    }
}

#[derive(Template)]
#[template(path = "conversation/write.html")]
struct Write {
    shell: Shell,
    f: FormView,
    /// What is written is called so.
    label: String,
    preview: Option<Preview>,
    /// What is answered.
    quoted: Html,
    quoted_lang: Lang,
    by: String,
    action: String,
    cancel: String,
    seen: String,
    langs: Vec<Choice>,
}

impl Write {
    fn new(ctx: &Ctx, page: &Page, form: Form, errors: FieldErrors) -> Self {
        let preview = Preview::of(ctx, &form);
        let f = ctx.form(form, errors);
        let back = href(page);
        let name = author(page).name;
        let [title, label] = if page.root.is_none() {
            ["reply-heading", "body"].map(|part| ctx.tr.t(&key(ctx, page.kind, part)).to_owned())
        } else {
            let title = ctx.tr.t1("conversation-reply-to", "name", &name);
            [title, ctx.tr.t("conversation-body").to_owned()]
        };
        Self {
            shell: ctx.shell(title).for_form(&f).noindex(),
            f,
            label,
            preview,
            quoted: Html::trusted(page.text.body_html.clone()),
            quoted_lang: page.text.lang.clone(),
            by: name,
            action: format!("/content/{}/comments", page.content.id),
            cancel: back,
            seen: seen_key(page),
            langs: langs(ctx),
        }
    }
}

/// `GET /content/{id}/comments`: the form on a page of its own.
pub(super) async fn begin(ctx: Ctx, Path(id): Path<String>) -> Result {
    let page = answerable(&ctx, &ctx.who(), parse_id(&id)?).await?;
    let form = Form::new().with("next", href(&page)).with("lang", ctx.tr.lang().as_str());
    ctx.page(&Write::new(&ctx, &page, form, FieldErrors::default()))
}

/// `POST /content/{id}/comments`: answers, or shows first how the answer will look.
pub(super) async fn create(ctx: Ctx, Path(id): Path<String>, form: Form) -> Result {
    let id = parse_id(&id)?;
    let (p, who) = (ctx.app.publishing(), ctx.who());
    if form.on("preview") {
        let page = answerable(&ctx, &who, id).await?;
        return ctx.preview(&Write::new(&ctx, &page, form, FieldErrors::default()));
    }
    let lang = form.lang("lang").unwrap_or_else(|| ctx.tr.lang().clone());
    match service::comment(p, &who, NewComment::new(id, lang, form.get("body"))).await {
        Ok(made) => {
            let page = safe_path(form.get("next")).map(|p| p.split('#').next().unwrap_or(p));
            let page = match page {
                Some(page) => format!("{page}#comment-{made}"),
                None => format!("/content/{made}"),
            };
            ctx.done(&page, "conversation-done-commented")
        }
        Err(Error::Invalid(errors)) => refused(&ctx, id, form, errors).await,
        // What was typed is kept also when the conversation was closed meanwhile.
        Err(Error::Forbidden(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("body", key);
            let page = find(&ctx, id).await?;
            let status = axum::http::StatusCode::FORBIDDEN;
            ctx.page_with(status, &Write::new(&ctx, &page, form, errors))
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(ctx: &Ctx, id: ContentId, form: Form, errors: FieldErrors) -> Result {
    let page = answerable(ctx, &ctx.who(), id).await?;
    ctx.invalid(&Write::new(ctx, &page, form, errors))
}

/// What is to be answered, for those who may.
async fn answerable(ctx: &Ctx, who: &Who, id: ContentId) -> Result<Page> {
    let page = find(ctx, id).await?;
    who.signed_in()?;
    if page.may(who, Action::Comment) {
        return Ok(page);
    }
    let key = if page.content.closed { "content-error-locked" } else { "error-forbidden" };
    Err(Error::Forbidden(key).into())
}
