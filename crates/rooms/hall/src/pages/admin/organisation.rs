//! `/admin/organisation`: the civic profile of the organisation that keeps this server.

use askama::Template;
use axum::routing::get;
use domain::{
    Error, FieldErrors, Lang,
    access::{Who, act},
};
use people::organisations::{
    self, Level, Organisation, OrganisationForm, OrganisationPage, OrganisationText, PopulationBand,
};
use web::{Choice, Ctx, Form, FormView, Routes, Shell};

use super::may;
use crate::{
    civic::CivicProfile,
    input,
    pages::organisation::href,
    words::{self, Spoken},
};

pub(crate) fn routes() -> Routes {
    Routes::new().route("/admin/organisation", get(show).post(update))
}

#[derive(Template)]
#[template(path = "hall/admin/organisation.html")]
struct EditPage {
    shell: Shell,
    f: FormView,
    href: String,
    said: Spoken,
    levels: Vec<Choice>,
    countries: Vec<Choice>,
    bands: Vec<Choice>,
    languages: Vec<Choice>,
    sectors: Vec<Choice>,
}

impl EditPage {
    fn new(
        ctx: &Ctx,
        own: &OrganisationPage,
        form: Form,
        errors: FieldErrors,
    ) -> web::Result<Self> {
        let (site, tr) = (ctx.site()?, ctx.tr);
        let f = ctx.form(form, errors);
        let shell = ctx.administration(tr.t("admin-organisation")).for_form(&f);
        Ok(Self {
            shell,
            href: href(&own.organisation.handle, ""),
            said: Spoken::new(tr, &f, langs(ctx, own)?),
            f,
            levels: words::levels(tr),
            countries: words::countries(tr),
            bands: words::bands(tr),
            languages: Choice::languages(tr, &site.languages),
            sectors: Choice::sectors(tr),
        })
    }
}

/// The organisation of this server with its page.
async fn own(ctx: &Ctx) -> web::Result<OrganisationPage> {
    may::<act::Administer>(ctx)?;
    let (id, lang) = (ctx.site()?.organisation, ctx.tr.lang());
    let mut q = ctx.read();
    let organisation: Organisation = organisations::by_id(&mut q, id, lang).await?;
    Ok(organisations::page(&mut q, &Who::System, &organisation.handle, "", lang).await?)
}

fn langs(ctx: &Ctx, own: &OrganisationPage) -> web::Result<Vec<Lang>> {
    Ok(words::text_langs(ctx.site()?, own.texts.first().map(|text| &text.lang)))
}

/// The profile as a form shows it.
fn filled(own: &OrganisationPage) -> Form {
    let organisation = &own.organisation;
    let mut form = Form::new()
        .with("level", &organisation.level)
        .with("country", &organisation.country)
        .with("territory", &organisation.territory)
        .with("nuts", &organisation.nuts)
        .with("population_band", &organisation.population_band)
        .with("website", &organisation.website)
        .with_all("sectors", own.sectors.iter().map(|s| s.slug()))
        .with_all("languages", own.languages.iter().map(Lang::as_str));
    for text in &own.texts {
        form.add(&input::field("name", &text.lang), &text.name);
        form.add(&input::field("headline", &text.lang), &text.headline);
        form.add(&input::field("summary", &text.lang), &text.summary_md);
    }
    let civic = CivicProfile::read(&organisation.details.0);
    form = input::with_markups(form, "information", &civic.information);
    form = input::with_markups(form, "competences", &civic.competences);
    input::with_markups(form, "footprint", &civic.footprint)
}

/// What was typed, for the service.
fn typed(own: &OrganisationPage, form: &Form, langs: &[Lang]) -> OrganisationForm {
    let civic = CivicProfile {
        information: input::markups(form, "information", langs),
        competences: input::markups(form, "competences", langs),
        footprint: input::markups(form, "footprint", langs),
    };
    let text = |lang: &Lang| OrganisationText {
        lang: lang.clone(),
        name: form.line(&input::field("name", lang)),
        headline: form.line(&input::field("headline", lang)),
        summary: input::markup(form, &input::field("summary", lang)),
    };
    OrganisationForm {
        texts: langs.iter().map(text).collect(),
        handle: String::new(),
        level: Level::parse(form.get("level")).unwrap_or(Level::Local),
        country: form.line("country"),
        territory: form.line("territory"),
        nuts: form.line("nuts"),
        population_band: PopulationBand::parse(form.get("population_band")),
        website: form.line("website"),
        sectors: input::sectors(form),
        languages: input::langs(form, "languages"),
        details: civic.write(own.organisation.details.0.clone()),
        illustrative: own.organisation.illustrative,
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let own = own(&ctx).await?;
    ctx.page(&EditPage::new(&ctx, &own, filled(&own), FieldErrors::default())?)
}

async fn update(ctx: Ctx, form: Form) -> web::Result {
    let own = own(&ctx).await?;
    let typed = typed(&own, &form, &langs(&ctx, &own)?);
    match organisations::update(ctx.store(), &ctx.who(), own.organisation.id, typed).await {
        Ok(()) => ctx.done("/admin/organisation", "admin-organisation-saved"),
        Err(Error::Invalid(errors)) => ctx.invalid(&EditPage::new(&ctx, &own, form, errors)?),
        Err(error) => Err(error.into()),
    }
}
