//! Writing a topic: `/communities/{handle}/discussions/new` and `/discussions/{id}/edit`. The
//! preview is made by the server and keeps what was typed.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use content::{Draft, draft, markdown, read, service};
use domain::{
    ContentId, Error, FieldErrors,
    access::{Action, State, Subject as _, allowed},
};
use web::{Choice, Ctx, Form, FormView, Html, Shell, conversation};

use crate::{
    discussion::DISCUSSION,
    head::Head,
    pages::{alike::Alike, deciding::parse_id, topic},
};

/// A topic as it will look.
struct Preview {
    title: String,
    body: Html,
    lang: domain::Lang,
}

#[derive(Template)]
#[template(path = "discussions/compose.html")]
struct Compose {
    shell: Shell,
    f: FormView,
    action: String,
    /// Where „Cancel“ leads.
    cancel: String,
    /// The message that says who will read it.
    seen: String,
    types: Vec<Choice>,
    langs: Vec<Choice>,
    /// The fields about what was decided.
    decision: Html,
    decision_open: bool,
    preview: Option<Preview>,
    /// Whether it is published already, so that its history gets a line.
    published: bool,
    /// Whether it is a new question, for which there may be an answer already.
    asks: bool,
    /// What there is, once somebody has looked.
    alike: Option<Alike>,
}

/// What the page is about: a community for something new, or what is being changed.
struct Place {
    shell: Shell,
    action: String,
    cancel: String,
    seen: String,
    published: bool,
    asks: bool,
}

impl Compose {
    fn new(ctx: &Ctx, place: Place, form: Form, errors: FieldErrors) -> Self {
        let tr = ctx.tr;
        let preview = form.on("preview").then(|| Preview {
            title: form.line("title"),
            body: Html::trusted(markdown::render(&form.block("body"), markdown::UNDER_TITLE)),
            lang: form.lang("lang").unwrap_or_else(|| tr.lang().clone()),
        });
        let f = ctx.form(form, errors);
        let languages = ctx.app.interface_languages();
        let outcome = DISCUSSION.in_section("decision");
        let decision_open = f.values().is("type", "decision")
            || outcome
                .into_iter()
                .any(|o| !f.values().get(o.name).is_empty() || f.error(o.name).is_some());
        Self {
            decision: web::kind::form_fields(&f, &DISCUSSION, "decision", &languages),
            decision_open,
            shell: place.shell.for_form(&f),
            f,
            action: place.action,
            cancel: place.cancel,
            seen: place.seen,
            types: Choice::all(tr, "discussions-type", ["question", "discussion", "decision"]),
            langs: Choice::languages(tr, &languages),
            preview,
            published: place.published,
            asks: place.asks,
            alike: None,
        }
    }
}

impl Place {
    fn new_in(ctx: &Ctx, head: &Head) -> Self {
        let visibility = head.community().visibility.as_str();
        Self {
            shell: head.shell(ctx, "discussions-new-in"),
            action: format!("{}/discussions/new", head.href),
            cancel: head.href.clone(),
            seen: format!("discussions-seen-{visibility}"),
            published: false,
            asks: true,
        }
    }
}

/// The community, for those who may write in it.
async fn open(ctx: &Ctx, handle: &str) -> web::Result<Head> {
    let head = Head::open(ctx, handle).await?;
    ctx.signed_in()?;
    let (who, facts) = (ctx.who(), head.community().facts());
    if allowed(Action::Post, &who, head.standing(), &facts) {
        Ok(head)
    } else {
        Err(Error::Forbidden("communities-error-not-member").into())
    }
}

fn typed(ctx: &Ctx, form: &Form) -> Draft {
    let pairs: Vec<(String, String)> = form
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (name.to_owned(), v.clone())))
        .collect();
    draft::from_form(&DISCUSSION, &pairs, ctx.tr.lang())
}

/// `GET /communities/{handle}/discussions/new`
pub async fn new(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = open(&ctx, &handle).await?;
    let form = Form::new().with("type", "question").with("lang", ctx.tr.lang().as_str());
    ctx.page(&Compose::new(&ctx, Place::new_in(&ctx, &head), form, FieldErrors::default()))
}

/// `POST /communities/{handle}/discussions/new`
pub async fn create(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = open(&ctx, &handle).await?;
    let place = Place::new_in(&ctx, &head);
    if form.on("preview") || form.on("check") {
        let alike = Alike::find(&ctx, &form.line("title")).await?;
        let page = Compose::new(&ctx, place, form, FieldErrors::default());
        return ctx.preview(&Compose { alike: Some(alike), ..page });
    }
    let draft = Draft { group: Some(head.id()), ..typed(&ctx, &form) };
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let (made, key) = if form.on("draft") {
        (service::save_draft(p, &who, &draft).await, "discussions-done-draft")
    } else {
        (service::publish(p, &who, &draft).await, "discussions-done-published")
    };
    match made {
        Ok(id) => ctx.done(&topic::href(id, &draft.title), key),
        Err(Error::Invalid(errors)) => ctx.invalid(&Compose::new(&ctx, place, form, errors)),
        Err(error) => Err(error.into()),
    }
}

/// What is being changed, for its author.
async fn own(ctx: &Ctx, id: &str) -> web::Result<(ContentId, Place, State, Draft, i64)> {
    let id: ContentId = parse_id(id)?;
    ctx.signed_in()?;
    let langs = conversation::wanted(ctx);
    let (who, mut q) = (ctx.who(), ctx.read());
    let page = read::page(&mut q, ctx.app.kinds(), &who, id, &langs).await?;
    if page.kind.name != DISCUSSION.name {
        return Err(Error::NotFound.into());
    }
    let (draft, revision) = read::draft(&mut q, &who, id).await?;
    let here = conversation::href(&page);
    let mut shell = ctx
        .shell(ctx.tr.t1("discussions-edit-title", "title", &draft.title))
        .crumb(ctx.tr.t("communities"), "/communities")
        .noindex();
    if let Some(group) = &page.group {
        shell = shell.crumb(group.name.clone(), crate::head::href(&group.handle, &group.host));
    }
    let place = Place {
        shell,
        action: format!("/discussions/{id}/edit"),
        cancel: here,
        seen: format!("discussions-seen-{}", page.content.visibility.as_str()),
        published: page.content.state == State::Published,
        asks: false,
    };
    Ok((id, place, page.content.state, draft, revision))
}

/// `GET /discussions/{id}/edit`
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (_, place, _, draft, revision) = own(&ctx, &id).await?;
    let form = web::kind::fill(&DISCUSSION, &draft).with("based_on", revision.to_string());
    ctx.page(&Compose::new(&ctx, place, form, FieldErrors::default()))
}

/// `POST /discussions/{id}/edit`
pub async fn save(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (id, place, state, before, _) = own(&ctx, &id).await?;
    if form.on("preview") {
        return ctx.preview(&Compose::new(&ctx, place, form, FieldErrors::default()));
    }
    let draft = Draft { group: before.group, ..typed(&ctx, &form) };
    let (p, who) = (ctx.app.publishing(), ctx.who());
    let publish = state == State::Draft && !form.on("draft");
    let saved = if publish {
        service::publish_saved(p, &who, id, &draft).await
    } else {
        let based_on = form.get("based_on").parse().ok();
        service::edit(p, &who, id, &draft, &form.line("note"), based_on).await
    };
    let key = match (publish, state) {
        (true, _) => "discussions-done-published",
        (false, State::Draft) => "discussions-done-draft",
        _ => "discussions-done-saved",
    };
    match saved {
        Ok(()) => ctx.done(&topic::href(id, &draft.title), key),
        Err(Error::Invalid(errors)) => ctx.invalid(&Compose::new(&ctx, place, form, errors)),
        // What was typed is kept when somebody was quicker.
        Err(error @ Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("body", key);
            let status = StatusCode::from_u16(error.status()).unwrap_or_default();
            ctx.page_with(status, &Compose::new(&ctx, place, form, errors))
        }
        Err(error) => Err(error.into()),
    }
}
