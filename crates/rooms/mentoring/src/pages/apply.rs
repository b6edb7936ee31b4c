//! `/mentoring/programmes/{id}/apply`: a city applies to a programme, or changes what it said.

use askama::Template;
use axum::extract::Path;
use content::{Draft, draft, read};
use domain::{Error, FieldErrors};
use people::organisations::{self, PopulationBand};
use web::{Choice, Ctx, Form, FormView, Html, Shell, kind};

use super::{application, matches, programme::programme, seen_of, seen_text};
use crate::{
    application::{APPLICATION, entry, form as fields},
    applying,
    offer::OFFER,
    programme::{Programme, weights},
    request::REQUEST,
};

/// Own offers and requests from which the form can be filled.
const SOURCES: usize = 5;

/// Something of one's own from which the form can be filled.
struct Source {
    title: String,
    href: String,
}

#[derive(Template)]
#[template(path = "mentoring/apply.html")]
struct Page {
    shell: Shell,
    f: FormView,
    programme: Programme,
    action: String,
    /// For whom the reader acts.
    own: String,
    sectors: Vec<Choice>,
    fields: Html,
    /// The page of the application that was sent already; this form changes it.
    sent: Option<String>,
    sources: Vec<Source>,
    /// What counts how much when pairs are formed.
    weights: Vec<(String, u8)>,
    /// Whether nobody can apply today.
    closed: bool,
    deadline: String,
}

/// `GET /mentoring/programmes/{id}/apply?from=…`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let programme = programme(&ctx, &id).await?;
    let form = known(&ctx, &programme).await?;
    ctx.page(&page(&ctx, programme, form, FieldErrors::default()).await?)
}

/// The page of the application that the reader's side has sent, and has not taken back.
async fn sent(ctx: &Ctx, programme: &Programme) -> web::Result<Option<String>> {
    let viewer = ctx.signed_in()?;
    let party = viewer.organisation_id.unwrap_or(viewer.actor_id);
    let ledgers = ctx.app.ledgers()?;
    let Some(id) = applying::existing(ledgers, &programme.iri, party).await? else {
        return Ok(None);
    };
    let open = applying::see(ledgers, &ctx.who(), id).await?;
    let there = open.now.one(entry::APPLICATION);
    let stands = !there.is_empty() && !there.flag("withdrawn");
    Ok(stands.then(|| application::href(id)))
}

/// What is known before anybody types: the application as it is, what was said in an offer or a request, or else what
/// the organisation says of itself.
async fn known(ctx: &Ctx, programme: &Programme) -> web::Result<Form> {
    let viewer = ctx.signed_in()?;
    let party = viewer.organisation_id.unwrap_or(viewer.actor_id);
    let ledgers = ctx.app.ledgers()?;
    if let Some(id) = applying::existing(ledgers, &programme.iri, party).await? {
        let open = applying::see(ledgers, &ctx.who(), id).await?;
        let there = open.now.one(entry::APPLICATION);
        if !there.value("role").is_null() {
            let said = there.fields().map(|f| (f.to_owned(), there.value(f).clone())).collect();
            let form = kind::fill(&APPLICATION, &fields::draft(&said, ctx.tr.lang()));
            return Ok(form.with("seen", seen_text(open.now.seen())));
        }
    }
    let mut draft = Draft::new(APPLICATION.name, ctx.tr.lang().clone());
    let from = ctx.params().get("from").parse();
    if let Ok(id) = from {
        take(ctx, id, &mut draft).await?;
    } else if let Some(id) = viewer.organisation_id {
        let own = organisations::by_id(&mut ctx.read(), id, ctx.tr.lang()).await?;
        if !own.country.is_empty() {
            draft.values.insert("country".into(), own.country.clone().into());
        }
        if let Some(band) = own.population_band() {
            draft.values.insert("population".into(), population(band).into());
        }
    }
    Ok(kind::fill(&APPLICATION, &draft))
}

/// The words of forms for the bands of organisations, which are finer.
fn population(band: PopulationBand) -> &'static str {
    match band {
        PopulationBand::Under10k => "under-20k",
        PopulationBand::From10k => "20k-50k",
        PopulationBand::From50k | PopulationBand::From100k => "50k-200k",
        PopulationBand::From250k => "200k-500k",
        PopulationBand::From500k => "500k-1m",
        PopulationBand::Over1m => "over-1m",
    }
}

/// Takes over what an offer or a request says.
async fn take(ctx: &Ctx, id: domain::ContentId, draft: &mut Draft) -> web::Result<()> {
    let (kinds, lang) = (ctx.app.kinds(), ctx.tr.lang().clone());
    let page = read::page(&mut ctx.read(), kinds, &ctx.who(), id, &[lang]).await?;
    let role = match page.kind.name {
        name if name == OFFER.name => "mentor",
        name if name == REQUEST.name => "mentee",
        _ => return Err(Error::NotFound.into()),
    };
    draft.values = page.values();
    draft.values.retain(|name, _| APPLICATION.field(name).is_some());
    if let Some(stage) = page.values().get("stage").and_then(|v| v.as_str()) {
        draft.values.insert("stages".into(), vec![stage].into());
    }
    draft.values.insert("role".into(), role.into());
    let text = if page.text.body_md.is_empty() { &page.text.summary } else { &page.text.body_md };
    draft.values.insert("need".into(), text.clone().into());
    draft.sectors = page.sectors.iter().map(|s| s.slug().to_owned()).collect();
    Ok(())
}

async fn page(
    ctx: &Ctx,
    programme: Programme,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Page> {
    let viewer = ctx.signed_in()?;
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    let sent = sent(ctx, &programme).await?;
    let mut q = ctx.read();
    let own = match viewer.organisation_id {
        Some(id) => organisations::by_id(&mut q, id, tr.lang()).await?.name,
        None => viewer.name.clone(),
    };
    let filter = read::Filter {
        kinds: vec![OFFER.name, REQUEST.name],
        author: Some(viewer.actor_id),
        ..read::Filter::default()
    };
    let mine = read::list(&mut q, &ctx.who(), &filter, tr.lang(), None, SOURCES).await?;
    let action = format!("/mentoring/programmes/{}/apply", programme.id);
    let source = |card: &read::Card| Source {
        title: card.title.clone(),
        href: format!("{action}?from={}", card.id),
    };
    let langs = ctx.app.interface_languages();
    Ok(Page {
        shell: ctx
            .shell(tr.t(if sent.is_some() { "application-change" } else { "apply-title" }))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(&programme.title, &programme.href)
            .for_form(&f)
            .noindex(),
        sectors: Choice::sectors(tr),
        fields: kind::step_fields(&f, &APPLICATION, "application", &langs),
        f,
        sources: mine.items.iter().filter(|_| sent.is_none()).map(source).collect(),
        sent,
        weights: matches::named(ctx, &weights(&programme.values)),
        closed: !programme.takes_applications(&ctx.app.today().to_string()),
        deadline: ctx.local.partial_date(programme.deadline()),
        action,
        own,
        programme,
    })
}

/// `POST /mentoring/programmes/{id}/apply`
pub async fn save(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let programme = programme(&ctx, &id).await?;
    let viewer = ctx.signed_in()?;
    let party = viewer.organisation_id.unwrap_or(viewer.actor_id);
    let typed = draft::from_form(&APPLICATION, &form.pairs(), ctx.tr.lang());
    let today = ctx.app.today().to_string();
    let seen = seen_of(form.get("seen"));
    let ledgers = ctx.app.ledgers()?;
    let state = (today.as_str(), seen.as_ref());
    match applying::apply(ledgers, &ctx.who(), &programme, party, &typed, state).await {
        Ok(id) => ctx.done(&application::href(id), "apply-done"),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, programme, form, errors).await?),
        Err(Error::Conflict(key) | Error::Forbidden(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("role", key);
            ctx.invalid(&page(&ctx, programme, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}
