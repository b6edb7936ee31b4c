//! `/settings/profile`: what others see of one.

use askama::Template;
use axum::routing::get;
use domain::{ActorId, Error, FieldErrors, Lang};
use people::{
    organisations,
    persons::{self, PersonPage, PersonText, Profile},
};
use web::{Choice, Ctx, Form, FormView, Html, Routes, Shell};

use super::tabs;
use crate::{
    input,
    words::{self, Spoken},
};

pub(crate) fn routes() -> Routes {
    Routes::new().route("/settings/profile", get(show).post(update))
}

#[derive(Template)]
#[template(path = "hall/settings/profile.html")]
struct ProfilePage {
    shell: Shell,
    tabs: Html,
    f: FormView,
    handle: String,
    said: Spoken,
    /// The organisation she works for.
    organisation: Option<String>,
    languages: Vec<Choice>,
    sectors: Vec<Choice>,
}

/// The languages of the form: one's own first, which the form carries, then those of the site.
fn langs(ctx: &Ctx, form: &Form) -> web::Result<Vec<Lang>> {
    let site = ctx.site()?;
    Ok(words::text_langs(site, form.lang("own").as_ref()))
}

/// The profile as a form shows it.
fn filled(page: &PersonPage) -> Form {
    let own = page.texts.first().map_or("en", |text| text.lang.as_str());
    let mut form = Form::new()
        .with("own", own)
        .with_all("sectors", page.sectors.iter().map(|s| s.slug()))
        .with_all("languages", page.languages.iter().map(Lang::as_str));
    if page.discoverable {
        form.add("discoverable", "true");
    }
    for text in &page.texts {
        form.add(&input::field("name", &text.lang), &text.name);
        form.add(&input::field("headline", &text.lang), &text.headline);
        form.add(&input::field("bio", &text.lang), &text.summary_md);
    }
    form
}

/// What was typed, for the service.
fn typed(form: &Form, langs: &[Lang], organisation: Option<ActorId>) -> Profile {
    let text = |lang: &Lang| PersonText {
        lang: lang.clone(),
        name: form.line(&input::field("name", lang)),
        headline: form.line(&input::field("headline", lang)),
        bio: input::markup(form, &input::field("bio", lang)),
    };
    Profile {
        texts: langs.iter().map(text).collect(),
        sectors: input::sectors(form),
        languages: input::langs(form, "languages"),
        organisation,
        discoverable: form.on("discoverable"),
        indexable: form.on("discoverable"),
    }
}

impl ProfilePage {
    async fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Self> {
        let tr = ctx.tr;
        let organisation = match ctx.signed_in()?.organisation_id {
            Some(id) => Some(organisations::by_id(&mut ctx.read(), id, tr.lang()).await?.name),
            None => None,
        };
        let langs = langs(ctx, &form)?;
        let f = ctx.form(form, errors);
        let shell = ctx.shell(tr.t("settings-page")).for_form(&f);
        Ok(Self {
            tabs: tabs(&shell),
            organisation,
            handle: ctx.viewer.as_ref().map_or_else(String::new, |v| v.handle.clone()),
            languages: Choice::languages(tr, &langs),
            sectors: Choice::sectors(tr),
            said: Spoken::new(tr, &f, langs),
            shell,
            f,
        })
    }
}

async fn show(ctx: Ctx) -> web::Result {
    let viewer = ctx.signed_in()?;
    let lang = ctx.tr.lang();
    let page = persons::page(&mut ctx.read(), &ctx.who(), &viewer.handle, "", lang).await?;
    ctx.page(&ProfilePage::new(&ctx, filled(&page), FieldErrors::default()).await?)
}

async fn update(ctx: Ctx, form: Form) -> web::Result {
    let organisation = ctx.signed_in()?.organisation_id.filter(|_| !form.on("leave"));
    let profile = typed(&form, &langs(&ctx, &form)?, organisation);
    match persons::update(ctx.store(), &ctx.who(), profile).await {
        Ok(()) => ctx.done("/settings/profile", "settings-saved"),
        Err(Error::Invalid(errors)) => ctx.invalid(&ProfilePage::new(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}
