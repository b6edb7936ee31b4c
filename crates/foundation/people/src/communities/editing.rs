//! Opening, changing and closing a community.

use domain::{
    ActorId, Error, FieldErrors, Handle, Lang, Result, Sector, Visibility,
    access::{Instance, JoinPolicy, Standing, Who, act, permit},
};
use federation::{ActorKind, ActorState, ActorText, NewActor, actor};
use store::{Store, args, statements};

use super::{membership, permitted};
use crate::{
    Markup, accounts, facets,
    site::{self, Founding},
    texts::{Written, check_length, check_texts},
};

/// What a community says of itself in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunityText {
    /// The language.
    pub lang: Lang,
    /// Its name; needed in the first language.
    pub name: String,
    /// Its purpose in one line; needed in the first language.
    pub headline: String,
    /// Its purpose in full.
    pub purpose: Markup,
}

/// A community as its facilitators write it. Fields of errors have the same names, texts
/// `name.LANG`, `headline.LANG`, `purpose.LANG`.
#[derive(Debug, Clone)]
pub struct CommunityForm {
    /// In each language, its own first.
    pub texts: Vec<CommunityText>,
    /// Only read when it is made; made from the name when empty.
    pub handle: String,
    /// What it is about.
    pub sectors: Vec<Sector>,
    /// The languages it works in.
    pub languages: Vec<Lang>,
    /// How one joins.
    pub join_policy: JoinPolicy,
    /// Only read when it is made: public, members or local.
    pub visibility: Visibility,
    /// Its rules.
    pub rules: Markup,
    /// Only read when it is made.
    pub illustrative: bool,
}

statements! {
    /// A new community.
    pub COMMUNITY_INSERT = "INSERT INTO community \
        (actor_id, visibility, join_policy, last_activity_at, rules_md, rules_html) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// Another way to join, other rules.
    pub COMMUNITY_UPDATE = "UPDATE community SET join_policy = $2, rules_md = $3, \
        rules_html = $4 WHERE actor_id = $1";
}

impl CommunityText {
    /// Nothing said yet in this language.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, name: String::new(), headline: String::new(), purpose: Markup::default() }
    }
}

fn check(texts: Vec<CommunityText>, rules: &Markup, errors: &mut FieldErrors) -> Vec<ActorText> {
    let texts = texts.into_iter().map(|t| Written {
        lang: t.lang,
        name: t.name,
        headline: t.headline,
        long: t.purpose,
    });
    let texts = check_texts(texts.collect(), ["name", "headline", "purpose"], true, errors);
    check_length("rules", &rules.md, 20_000, errors);
    texts
}

/// Opens a community; the founder is its facilitator. Needs Found, and moderators' rank where only
/// they may (Forbidden `error-founding`).
pub async fn create(store: &Store, who: &Who, form: CommunityForm) -> Result<ActorId> {
    permit::<act::Found, _>(who, Standing::Outsider, Instance)?;
    let founder = who.signed_in()?;
    if site::loaded(&mut store.read()).await?.founding == Founding::Moderators {
        permit::<act::Oversee, _>(who, Standing::Outsider, Instance)
            .map_err(|_| Error::Forbidden("error-founding"))?;
    }
    let mut errors = FieldErrors::default();
    let handle = accounts::check_handle(&form.handle, &mut errors);
    let texts = check(form.texts, &form.rules, &mut errors);
    if form.visibility == Visibility::Unlisted {
        errors.add("visibility", "error-visibility");
    }
    errors.check()?;

    let mut tx = store.begin().await?;
    let handle = if let Ok(handle) = Handle::parse(&handle) {
        handle
    } else {
        let name = texts.first().map_or("", |t| t.name.as_str());
        actor::free_handle(&mut tx, name, "group").await?
    };
    let new = NewActor {
        kind: ActorKind::Group,
        handle,
        texts,
        discoverable: form.visibility != Visibility::Local,
        illustrative: form.illustrative,
    };
    let id = actor::insert(&mut tx, &new).await?;
    let now = tx.now();
    let values =
        args![id, form.visibility, form.join_policy, now, &form.rules.md, &form.rules.html];
    tx.execute(&COMMUNITY_INSERT, values).await?;
    facets::save(&mut tx, id, &form.sectors, &form.languages).await?;
    membership::found(&mut tx, id, founder).await?;
    tx.save().await?;
    Ok(id)
}

/// Changes a community. Needs Facilitate.
pub async fn update(store: &Store, who: &Who, id: ActorId, form: CommunityForm) -> Result<()> {
    let mut errors = FieldErrors::default();
    let texts = check(form.texts, &form.rules, &mut errors);
    let mut tx = store.begin().await?;
    let community = permitted::<act::Facilitate>(&mut tx, who, id).await?;
    errors.check()?;
    let found = community.visibility != Visibility::Local;
    actor::update(&mut tx, id, &texts, found, found).await?;
    let values = args![id, form.join_policy, &form.rules.md, &form.rules.html];
    tx.execute(&COMMUNITY_UPDATE, values).await?;
    facets::save(&mut tx, id, &form.sectors, &form.languages).await?;
    crate::federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}

/// Closes a community: it can be read, but nobody joins or posts any more. Needs Facilitate.
pub async fn close(store: &Store, who: &Who, id: ActorId) -> Result<()> {
    let mut tx = store.begin().await?;
    permitted::<act::Facilitate>(&mut tx, who, id).await?;
    actor::set_state(&mut tx, id, ActorState::Closed).await?;
    crate::federating::changed(&mut tx, id).await?;
    Ok(tx.save().await?)
}
