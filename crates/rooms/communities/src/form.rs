//! The form of a community, for founding and for changing it.

use content::markdown;
use domain::{Error, FieldErrors, Lang, Sector, Visibility, access::JoinPolicy};
use people::{
    Markup,
    communities::{CommunityForm, CommunityPage, CommunityText},
};
use web::{Choice, Ctx, Form, FormView};

/// Levels that a community can have, widest first.
const LEVELS: [Visibility; 3] = [Visibility::Public, Visibility::Members, Visibility::Local];

/// The parts of the form that both pages show.
pub struct Parts {
    /// What was typed, and what is wrong with it.
    pub f: FormView,
    /// The languages in which a text can be given.
    pub langs: Vec<Lang>,
    sectors: Vec<Choice>,
    languages: Vec<Choice>,
    joins: Vec<Choice>,
    levels: Vec<Choice>,
}

impl Parts {
    /// The form as it stands on the page.
    pub fn new(ctx: &Ctx, form: Form, errors: FieldErrors) -> Self {
        let tr = ctx.tr;
        let langs = langs(ctx);
        Self {
            f: ctx.form(form, errors),
            sectors: Choice::sectors(tr),
            languages: Choice::languages(tr, &langs),
            joins: Choice::all(
                tr,
                "communities-join-policy",
                JoinPolicy::ALL.map(JoinPolicy::as_str),
            ),
            levels: Choice::all(tr, "communities-visibility", LEVELS.map(Visibility::as_str)),
            langs,
        }
    }

    /// The languages of the site and those the form already holds.
    pub fn working(&self) -> Vec<Choice> {
        let known = self.langs.iter().map(Lang::as_str);
        let typed = self.f.values().all("languages").iter().map(String::as_str);
        let shown: Vec<&str> = known.chain(typed).chain(COMMON).collect();
        self.languages.iter().filter(|c| shown.contains(&c.value.as_str())).cloned().collect()
    }

    /// A field of a text in one language.
    pub fn named(&self, field: &str, lang: &Lang) -> String {
        format!("{field}.{lang}")
    }

    /// Sectors.
    pub fn sectors(&self) -> &[Choice] {
        &self.sectors
    }

    /// Ways to join.
    pub fn joins(&self) -> &[Choice] {
        &self.joins
    }

    /// Levels.
    pub fn levels(&self) -> &[Choice] {
        &self.levels
    }
}

/// Languages many communities work in, which the form offers beside those of the site.
const COMMON: [&str; 8] = ["ar", "de", "el", "es", "fa", "fr", "tr", "uk"];

/// The languages of the site, the reader's first.
fn langs(ctx: &Ctx) -> Vec<Lang> {
    let mut langs = ctx.app.interface_languages();
    langs.sort_by_key(|lang| lang != ctx.tr.lang());
    langs
}

/// An empty form with the choices that suit most.
pub fn blank(ctx: &Ctx) -> Form {
    Form::new()
        .with("join_policy", JoinPolicy::Open.as_str())
        .with("visibility", Visibility::Public.as_str())
        .with("languages", ctx.tr.lang().as_str())
}

/// The form filled in with what is stored.
pub fn filled(page: &CommunityPage) -> Form {
    let mut form = Form::new()
        .with("join_policy", page.community.join_policy.as_str())
        .with("visibility", page.community.visibility.as_str())
        .with("rules", page.rules_md.clone())
        .with_all("sectors", page.sectors.iter().map(|s| s.slug()))
        .with_all("languages", page.languages.iter().map(Lang::as_str));
    for text in &page.texts {
        form.set(&format!("name.{}", text.lang), text.name.clone());
        form.set(&format!("headline.{}", text.lang), text.headline.clone());
        form.set(&format!("purpose.{}", text.lang), text.summary_md.clone());
    }
    form
}

/// Reads the form. `own` is the community's own language, whose texts come first; for a new one
/// that is the first language with a name.
pub fn read(ctx: &Ctx, form: &Form, own: Option<&Lang>) -> domain::Result<CommunityForm> {
    let mut errors = FieldErrors::default();
    let mut texts: Vec<CommunityText> = langs(ctx)
        .into_iter()
        .map(|lang| CommunityText {
            name: form.line(&format!("name.{lang}")),
            headline: form.line(&format!("headline.{lang}")),
            purpose: markup(&form.block(&format!("purpose.{lang}"))),
            lang,
        })
        .collect();
    texts.sort_by_key(|t| own.map_or(t.name.is_empty(), |own| t.lang != *own));
    let join_policy = JoinPolicy::parse(form.get("join_policy"));
    let visibility = LEVELS.into_iter().find(|v| v.as_str() == form.get("visibility"));
    if join_policy.is_none() {
        errors.add("join_policy", "communities-error-choose");
    }
    if visibility.is_none() {
        errors.add("visibility", "communities-error-choose");
    }
    let (Some(join_policy), Some(visibility)) = (join_policy, visibility) else {
        return Err(Error::Invalid(errors));
    };
    Ok(CommunityForm {
        texts,
        handle: form.line("handle"),
        sectors: form.all("sectors").iter().filter_map(|s| Sector::parse(s)).collect(),
        languages: form.all("languages").iter().filter_map(|s| Lang::parse(s)).collect(),
        join_policy,
        visibility,
        rules: markup(&form.block("rules")),
        illustrative: false,
    })
}

fn markup(md: &str) -> Markup {
    Markup { md: md.to_owned(), html: markdown::render(md, markdown::UNDER_HEADING) }
}
