//! What the forms of a practice have in common: the fields of a step, and the list of steps beside
//! them.

use askama::Template;
use content::{
    Draft, Kind,
    kind::lists,
    read::{self, Page},
};
use domain::{ActorId, ContentId, Error, FieldError, Lang, access::Action};
use people::{
    communities::{self, CommunityCard},
    organisations,
};
use web::{Choice, Ctx, FormView, Html, form::named_error};

use super::lineage;
use crate::{links, shelf, steps};

/// The licence that is chosen beforehand: everything is allowed as long as one is named.
pub const LICENCE: &str = "CC-BY-4.0";

/// The levels one can choose for a practice that belongs to no community.
pub const LEVELS: [&str; 3] = ["public", "unlisted", "local"];

/// Where a writer may publish, and for whom.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Id, address and name of each.
    communities: Vec<(ActorId, String, String)>,
    organisation: Option<String>,
}

impl Places {
    /// What this reader may choose. Two statements.
    pub async fn of(ctx: &Ctx) -> web::Result<Self> {
        let viewer = ctx.signed_in()?;
        let (mut q, lang) = (ctx.read(), ctx.tr.lang());
        let mine = communities::mine(&mut q, viewer.actor_id, lang).await?;
        let inside = mine.into_iter().filter(|m| m.card.standing.is_inside());
        let communities = inside.map(|m| place(m.card)).collect();
        let organisation = match viewer.organisation_id {
            Some(id) => Some(organisations::by_id(&mut q, id, lang).await?.name),
            None => None,
        };
        Ok(Self { communities, organisation })
    }

    /// The communities as choices, by their ids.
    pub fn choices(&self) -> Vec<Choice> {
        self.communities.iter().map(|(id, _, name)| Choice::new(id.to_string(), name)).collect()
    }

    /// Whether one can publish in this community.
    pub fn has(&self, community: ActorId) -> bool {
        self.communities.iter().any(|(id, ..)| *id == community)
    }

    /// The name of the organisation for which one can publish.
    pub fn organisation(&self) -> Option<&str> {
        self.organisation.as_deref()
    }

    /// The community with this address (`jobs`, `jobs@city.example`), if one may publish in it.
    pub fn community(&self, address: &str) -> Option<ActorId> {
        self.communities.iter().find(|(_, a, _)| a == address).map(|(id, ..)| *id)
    }
}

/// A community of another server is told apart by its host.
fn place(card: CommunityCard) -> (ActorId, String, String) {
    if card.host.is_empty() {
        return (card.id, card.handle, card.name);
    }
    let name = format!("{} (@{})", card.name, card.host);
    (card.id, format!("{}@{}", card.handle, card.host), name)
}

/// The page of a thing that the reader may change, in the language it was written in.
pub async fn open(ctx: &Ctx, id: &str) -> web::Result<Page> {
    open_in(ctx, id, &[]).await
}

/// The same, with the version in one of these languages.
pub async fn open_in(ctx: &Ctx, id: &str, langs: &[Lang]) -> web::Result<Page> {
    let (id, lang) = (links::id(id)?, ctx.tr.lang());
    let mut page =
        read::page_for(&mut ctx.read(), ctx.app.kinds(), &ctx.who(), id, langs, lang).await?;
    if shelf::of(&ctx.app, page.kind).is_none_or(|shelf| shelf.href != shelf::at(ctx).href) {
        return Err(Error::NotFound.into());
    }
    ctx.signed_in()?;
    if !page.may(&ctx.who(), Action::Edit) {
        return Err(Error::Forbidden("error-forbidden").into());
    }
    page.kind = lineage::kind(ctx, &page).await?;
    Ok(page)
}

/// What a page holds in the language it was written in, as a draft.
pub fn draft_of(page: &Page) -> Draft {
    let (c, text) = (&page.content, page.original.as_ref().unwrap_or(&page.text));
    let mut values = c.details.0.clone();
    values.extend(text.fields.0.clone());
    Draft {
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: text.body_md.clone(),
        values,
        sectors: page.sectors.iter().map(|s| s.slug().to_owned()).collect(),
        licence: c.licence.clone(),
        group: c.group_id,
        visibility: c.visibility,
        organisation: c.organisation_id,
        illustrative: c.illustrative,
        ..Draft::new(page.kind.name, c.lang.clone())
    }
}

/// The fields of one step. `places` is needed for the first one only.
pub fn fields(
    ctx: &Ctx,
    kind: &Kind,
    f: &FormView,
    step: &str,
    places: Option<&Places>,
) -> Vec<Html> {
    let langs = ctx.app.interface_languages();
    let mut out = Vec::new();
    if step == steps::PROMISE {
        out.extend(promise(ctx, kind, f));
        if let Some(places) = places {
            out.extend(standing(ctx, f, places, &langs));
        }
    }
    if kind.sectors && steps::of(kind, "sectors") == step {
        let field = f.checks("sectors", "library-sectors", &Choice::sectors(ctx.tr));
        out.push(Html::render(&field.required()));
    }
    let sections: Vec<&str> =
        kind.sections.iter().filter(|s| s.step == step).map(|s| s.name).collect();
    match sections.as_slice() {
        [] => {}
        // The heading of the page says it already.
        [only] => out.push(web::kind::form_fields(f, kind, only, &langs)),
        _ => out.push(web::kind::step_fields(f, kind, step, &langs)),
    }
    if kind.licence && steps::of(kind, "licence") == step {
        let name = |l: &str| Choice::new(l, ctx.tr.t(&lists::licence_key(l)));
        let choices: Vec<Choice> = lists::LICENCES.iter().map(|l| name(l)).collect();
        out.push(Html::render(&f.select("licence", "library-licence", &choices).required()));
    }
    out
}

/// A section of another step, under its heading: what an error of this step is about.
pub fn section(ctx: &Ctx, kind: &Kind, f: &FormView, name: &str) -> Html {
    let heading = ctx.tr.t(&kind.section_key(name)).to_owned();
    let fields = web::kind::form_fields(f, kind, name, &ctx.app.interface_languages());
    Html::render(&Section { heading, name, fields })
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<input type="hidden" name="also" value="{{ name }}"><h2 class="form-h">{{ heading }}</h2>{{ fields }}"#
)]
struct Section<'a> {
    heading: String,
    name: &'a str,
    fields: Html,
}

fn promise(ctx: &Ctx, kind: &Kind, f: &FormView) -> Vec<Html> {
    let lang = f.values().lang("lang").unwrap_or_else(|| ctx.tr.lang().clone());
    let shelf = shelf::of(&ctx.app, kind).unwrap_or(&shelf::PRACTICES);
    let title = shelf.key_of(ctx.tr, kind, "library-title");
    let summary = shelf.key_of(ctx.tr, kind, "library-summary");
    let title = f.text("title", &title).required().lang(&lang);
    let summary = f.textarea("summary", &summary).required().rows(4).lang(&lang);
    let mut out = vec![
        Html::render(&title.max(content::draft::TITLE_MAX)),
        Html::render(&summary.max(content::draft::SUMMARY_MAX)),
    ];
    if kind.body {
        let body = shelf.key_of(ctx.tr, kind, "library-body");
        let body = f.editor("body", &body).required().rows(10).lang(&lang);
        out.push(Html::render(&body.max(content::draft::BODY_MAX)));
    }
    out
}

fn standing(ctx: &Ctx, f: &FormView, places: &Places, langs: &[Lang]) -> Vec<Html> {
    let mut out = Vec::new();
    let languages = Choice::languages(ctx.tr, langs);
    out.push(Html::render(&f.select("lang", "library-lang", &languages)));
    if !places.communities.is_empty() {
        let field = f.select("community", "library-community", &places.choices());
        out.push(Html::render(&field.blank("library-community-none")));
    }
    let levels = Choice::all(ctx.tr, "library-visibility", LEVELS);
    out.push(Html::render(&f.radios("visibility", "library-visibility", &levels)));
    if let Some(name) = &places.organisation {
        let label = ctx.tr.t1("library-organisation", "name", name.as_str());
        let field = f.checkbox("organisation", "library-organisation-own").label(label);
        out.push(Html::render(&field));
    }
    out
}

/// One step in the list beside the form.
pub struct StepLink {
    /// Its name.
    pub label: String,
    /// Its address; empty when it cannot be gone to yet.
    pub href: String,
    /// Whether it is this one.
    pub now: bool,
    /// Whether nothing is missing in it.
    pub done: bool,
}

/// The list of steps. Without an id, only the first can be gone to.
pub fn step_links(
    ctx: &Ctx,
    kind: &Kind,
    id: Option<ContentId>,
    stored: &Draft,
    now: &str,
) -> Vec<StepLink> {
    let missing = steps::missing(kind, stored, ctx.local.today());
    let begun = |step: &str| {
        let mut own = kind.fields.iter().filter(|f| steps::of(kind, f.name) == step);
        step == steps::PROMISE || own.any(|f| stored.values.contains_key(f.name))
    };
    let done = |step: &str| {
        id.is_some()
            && step != steps::REVIEW
            && begun(step)
            && !missing.0.iter().any(|e| steps::of(kind, &e.field) == step)
    };
    let all = steps::steps(kind).into_iter();
    all.map(|step| StepLink {
        label: steps::label(ctx, kind, step),
        href: id.filter(|_| step != now).map_or_else(String::new, |id| links::edit(kind, id, step)),
        now: step == now,
        done: done(step),
    })
    .collect()
}

/// „Costs: choose one of these“, where the form is not on the page.
pub fn named(ctx: &Ctx, kind: &Kind, error: &FieldError) -> String {
    let name = error.field.split('.').next().unwrap_or_default();
    let key =
        kind.field(name).map_or_else(|| format!("library-{name}"), |f| kind.label_key(f.name));
    named_error(ctx.tr, ctx.tr.find(&key).unwrap_or_default(), error)
}
