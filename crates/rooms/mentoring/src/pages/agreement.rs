//! `/mentoring/workspaces/{id}/agreement`: what the two cities agree on, in its versions.

mod changes;
mod signatures;

use askama::Template;
use axum::extract::Path;
use content::{Draft, Values, draft, kind::Place, markdown, read};
use domain::{Error, FieldErrors, access::Who, id::LedgerId};
use people::ledger::{Ledgers, Open, Side};
use serde_json::Value;
use web::{
    Choice, Ctx, Form, FormView, Html, Shell,
    kind::{self, Shown},
};

use changes::Changes;
use signatures::Line;

use super::{HREF, at_form, href, open, party};
use crate::{
    agreement::{AGREEMENT, Agreement, REPORTED, Version},
    drafting::{self, Kept},
    signing, verifying,
    workspace::entry,
};

/// A version as the page shows it.
struct Row {
    digest: String,
    number: i64,
    title: String,
    summary: String,
    /// The language of its texts.
    lang: domain::Lang,
    /// Who proposed it, signed it and refused it, and when.
    lines: Vec<Line>,
    /// What it says otherwise than the one before.
    changes: Option<Changes>,
    declined: String,
    withdrawn: bool,
    /// What is said of a version that can no longer come to bind, because another one was proposed or came to bind in its
    /// place; empty for any other.
    superseded: String,
    binds: bool,
    /// Whether it binds no longer.
    former: bool,
    /// Whether it was entered in the register and not every signature was verified.
    doubtful: bool,
    /// Whether its document says what the page does not.
    strange: bool,
    /// What is still waited for, where both have signed; empty otherwise.
    entering: String,
    /// Whether the reader's side may sign it, decline it, or take it back.
    sign: bool,
    decline: bool,
    take_back: bool,
    terms: Html,
    topics: Vec<String>,
    /// The programme whose coordinator gets reports, with its page where that is known here; nothing for none.
    programme: Option<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "mentoring/agreement.html")]
struct Page {
    shell: Shell,
    f: FormView,
    rows: Vec<Row>,
    action: String,
    edit: String,
    /// Whether the reader has typed something that she has not proposed.
    begun: bool,
}

impl Page {
    fn reported(&self) -> impl Iterator<Item = String> {
        REPORTED
            .into_iter()
            .map(|word| self.shell.t(&format!("mentoring-reported-{word}")).to_owned())
    }
}

/// `GET /mentoring/workspaces/{id}/agreement`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    ctx.page(&page(&ctx, &open, Form::new(), FieldErrors::default()).await?)
}

async fn page(ctx: &Ctx, open: &Open, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let ledgers = ctx.app.ledgers()?;
    // No page waits for the key of another instance.
    let agreement = verifying::by_known_keys(ledgers, &open.ledger, &open.operations).await?;
    let mut rows = Vec::new();
    let in_full = changes::in_full(&agreement);
    for version in agreement.versions.iter().rev() {
        let in_full = in_full.contains(&version.digest.as_str());
        rows.push(row(ctx, open, &agreement, version, in_full).await?);
    }
    let (f, id) = (ctx.form(form, errors), open.ledger.id);
    Ok(Page {
        shell: shell(ctx, open, "agreement-title").for_form(&f),
        f,
        rows,
        action: format!("{}/agreement", href(id)),
        edit: format!("{}/agreement/edit", href(id)),
        begun: drafting::kept(ledgers, &ctx.who(), open).await?.is_some(),
    })
}

fn shell(ctx: &Ctx, open: &Open, title: &str) -> Shell {
    ctx.shell(ctx.tr.t(title))
        .crumb(ctx.tr.t("workspace-list"), HREF)
        .crumb(&open.ledger.title, href(open.ledger.id))
        .noindex()
}

async fn row(
    ctx: &Ctx,
    open: &Open,
    agreement: &Agreement,
    version: &Version,
    in_full: bool,
) -> web::Result<Row> {
    let binds = agreement.in_force().is_some_and(|v| v.digest == version.digest);
    let waits = agreement.open().any(|v| v.digest == version.digest);
    let (decline, bound) = (waits && version.waits_for(open.side), version.bound.is_some());
    let strange = (waits || bound) && !version.is_shown(&open.ledger);
    let signed_by_both = agreement.ready().any(|v| v.digest == version.digest);
    let draft = version.draft();
    let html: Values = draft
        .values
        .iter()
        .filter(|(name, _)| AGREEMENT.field(name).is_some_and(|f| f.shape.is_markdown()))
        .filter_map(|(name, value)| {
            Some((name.clone(), Value::from(markdown::render_whole(value.as_str()?, 3))))
        })
        .collect();
    let shown = Shown { lang: &draft.lang, values: &draft.values, html: &html };
    Ok(Row {
        digest: version.digest.clone(),
        number: version.number(),
        lines: signatures::lines(ctx, open, version),
        changes: changes::of(ctx, &open.ledger, agreement, version, in_full).await?,
        declined: if version.instead.is_empty() { version.declined.clone() } else { String::new() },
        withdrawn: version.withdrawn,
        superseded: superseded(ctx, agreement, version).unwrap_or_default(),
        binds,
        former: bound && version.is_verified() && !binds,
        doubtful: bound && !version.is_verified(),
        strange,
        entering: if signed_by_both { entering(ctx, open) } else { String::new() },
        sign: decline && !strange,
        decline,
        take_back: waits && !signed_by_both && version.by == open.side,
        terms: kind::sections_of(
            &ctx.local,
            &AGREEMENT,
            Place::Body,
            shown,
            &format!("v{}-", version.number()),
        ),
        programme: programme(ctx, version).await?,
        topics: draft.sectors.iter().map(|s| ctx.tr.sector(s).to_owned()).collect(),
        title: draft.title,
        summary: draft.summary,
        lang: draft.lang,
    })
}

/// What is said of a version in the place of which another one was proposed or has come to bind.
fn superseded(ctx: &Ctx, agreement: &Agreement, version: &Version) -> Option<String> {
    if let Some(other) = agreement.version(&version.instead) {
        return Some(ctx.tr.t1("agreement-superseded-by", "n", other.number()));
    }
    let overtaken = version.is_open() && !agreement.open().any(|v| v.digest == version.digest);
    let said = overtaken || !version.instead.is_empty();
    said.then(|| ctx.tr.t("agreement-superseded").to_owned())
}

/// Why what both have signed is not in force yet: the mentored city enters it, when it has looked at both signatures.
fn entering(ctx: &Ctx, open: &Open) -> String {
    let keeper = open.ledger.party(Side::Second);
    let (key, who) = if keeper.is_local() {
        ("agreement-entering-here", Side::First)
    } else {
        ("agreement-entering-there", Side::Second)
    };
    ctx.tr.t1(key, "name", party(&open.ledger, who).0)
}

/// The programme that a version names: what it is called here, or else its address.
async fn programme(ctx: &Ctx, version: &Version) -> web::Result<Option<(String, Option<String>)>> {
    let iri = version.programme();
    if iri.is_empty() {
        return Ok(None);
    }
    let origin = ctx.app.origin().ok_or(Error::NotFound)?;
    let (who, lang, addresses) = (ctx.who(), ctx.tr.lang(), [iri.to_owned()]);
    let known = read::by_address(&mut ctx.read(), &who, &origin, &addresses, lang).await?;
    Ok(Some(match known.get(iri) {
        Some(card) => {
            let href = kind::href(&ctx.app, &card.kind, card.id, &card.slug);
            (card.title.clone(), Some(href))
        }
        None => (domain::text::excerpt(iri, 200), None),
    }))
}

/// `POST /mentoring/workspaces/{id}/agreement`: signs a version, declines it or takes it back.
pub async fn decide(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (ledgers, who, id) = (ctx.app.ledgers()?, ctx.who(), open.ledger.id);
    let here = format!("{}/agreement", href(id));
    let done = if form.has("sign") {
        sign(ledgers, &who, id, form.get("sign")).await
    } else {
        let digest = form.get("refuse");
        signing::refuse(ledgers, &who, id, digest, form.get("reason"))
            .await
            .map(|()| "agreement-done-refused")
    };
    match done {
        Ok(key) => ctx.done(&here, key),
        // What has happened meanwhile is said above what stands there now.
        Err(Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("", key);
            ctx.invalid(&page(&ctx, &open, form, errors).await?)
        }
        Err(error) => ctx.invalid(&page(&ctx, &open, form, at_form(error)?).await?),
    }
}

/// Signs a version; what is said of it.
async fn sign(
    ledgers: &Ledgers,
    who: &Who,
    id: LedgerId,
    digest: &str,
) -> domain::Result<&'static str> {
    signing::accept(ledgers, who, id, digest).await?;
    let binds = signing::binds(ledgers, who, id, digest).await?;
    Ok(if binds { "agreement-done-binds" } else { "agreement-done-signed" })
}

#[derive(Template)]
#[template(path = "mentoring/agreement-edit.html")]
struct Edit {
    shell: Shell,
    f: FormView,
    action: String,
    back: String,
    /// What of the reader's own stands in the form.
    kept: Option<Kept>,
    /// What is said of the versions that wait for a signature, of which this one takes the place; empty where there are
    /// none.
    waiting: Vec<String>,
    langs: Vec<Choice>,
    sectors: Vec<Choice>,
    fields: Html,
}

/// `GET /mentoring/workspaces/{id}/agreement/edit`: what the reader has kept, or else the version that
/// waits for a signature or the newest one, to be changed.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let open = open(&ctx, &id).await?;
    if let Some(kept) = drafting::kept(ctx.app.ledgers()?, &ctx.who(), &open).await? {
        let mut form = Form::new();
        for (name, value) in &kept.pairs {
            form.add(name, value);
        }
        return ctx.page(&form_page(&ctx, &open, form, Some(kept), FieldErrors::default()));
    }
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let draft = match agreement.newest() {
        Some(version) => version.draft(),
        None => {
            let title = open.now.one(entry::ABOUT).text("title").to_owned();
            let new = Draft { title, ..Draft::new(AGREEMENT.name, ctx.tr.lang().clone()) };
            drafting::first(ctx.app.ledgers()?, &ctx.who(), &open, new).await?
        }
    };
    let form = kind::fill(&AGREEMENT, &draft);
    ctx.page(&form_page(&ctx, &open, form, None, FieldErrors::default()))
}

fn form_page(ctx: &Ctx, open: &Open, form: Form, kept: Option<Kept>, errors: FieldErrors) -> Edit {
    let (f, id) = (ctx.form(form, errors), open.ledger.id);
    let langs = ctx.app.interface_languages();
    Edit {
        shell: shell(ctx, open, "agreement-edit").for_form(&f),
        action: format!("{}/agreement/edit", href(id)),
        back: format!("{}/agreement", href(id)),
        kept,
        waiting: waiting(ctx, open),
        langs: Choice::languages(ctx.tr, &langs),
        sectors: Choice::sectors(ctx.tr),
        fields: kind::step_fields(&f, &AGREEMENT, "agreement", &langs),
        f,
    }
}

/// What becomes of the versions that wait for a signature when another one is proposed.
fn waiting(ctx: &Ctx, open: &Open) -> Vec<String> {
    let agreement = Agreement::of(&open.ledger, &open.operations);
    let said = |version: &Version| {
        let own = version.by == open.side;
        let key = if own { "agreement-takes-place-own" } else { "agreement-takes-place" };
        ctx.tr.t2(key, "n", version.number(), "name", party(&open.ledger, version.by).0)
    };
    agreement.unsigned().map(said).collect()
}

/// `POST /mentoring/workspaces/{id}/agreement/edit`: proposes a version and signs it, keeps what was typed for its author
/// alone, or forgets that.
pub async fn propose(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (ledgers, who, id) = (ctx.app.ledgers()?, ctx.who(), open.ledger.id);
    let back = format!("{}/agreement", href(id));
    let done = match form.get("go") {
        "draft" => drafting::keep(ledgers, &who, id, &form.pairs())
            .await
            .map(|()| (back, "agreement-done-kept")),
        "discard" => drafting::discard(ledgers, &who, id)
            .await
            .map(|()| (format!("{back}/edit"), "agreement-done-discarded")),
        _ => {
            let terms = draft::from_form(&AGREEMENT, &form.pairs(), ctx.tr.lang());
            let proposed = signing::propose(ledgers, &who, id, &terms).await;
            proposed.map(|_| (back, "agreement-done-proposed"))
        }
    };
    match done {
        Ok((path, key)) => ctx.done(&path, key),
        Err(error) => ctx.invalid(&form_page(&ctx, &open, form, None, at_form(error)?)),
    }
}
