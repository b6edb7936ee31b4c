//! People: what they say of themselves, and the directory of those who want to be found.

use domain::{
    ActorId, Error, FieldErrors, Handle, Lang, Policy, Result, Sector, Time,
    access::{Instance, Standing, Who, act, permit},
};
use federation::{ActorState, ActorText, actor};
use serde::{Deserialize, Serialize};
use store::{Built, Query, Store, args, statements};

use crate::{
    Cursor, Markup, Page, avoidance, facets, federating, organisations,
    page::{self, ByShownName, shown_key},
    site::{self, Registration},
    texts::{Written, check_texts},
};

/// A person in a list or beside what she wrote, in the reader's language where she has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, store::FromRow)]
pub struct PersonCard {
    /// Her id.
    pub id: ActorId,
    /// Her handle.
    pub handle: String,
    /// Empty for people of this instance.
    pub host: String,
    /// Her name.
    pub name: String,
    /// Her name in her own language, folded.
    pub name_key: String,
    /// One line on her work.
    pub headline: String,
    /// The language of name and headline.
    pub lang: Lang,
    /// Her organisation.
    pub organisation_id: Option<ActorId>,
    /// Its handle; empty without one.
    pub organisation_handle: String,
    /// Its name; empty without one.
    pub organisation_name: String,
    /// The language of the organisation's name.
    pub organisation_lang: Option<Lang>,
    /// Whether she is invented for a demonstration.
    pub illustrative: bool,
}

/// All that is shown of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonPage {
    /// The card, in the reader's language where she has it.
    pub card: PersonCard,
    /// Whether she still acts.
    pub state: ActorState,
    /// Since when she is here.
    pub created_at: Time,
    /// What she says of herself, her own language first.
    pub texts: Vec<ActorText>,
    /// What she knows about.
    pub sectors: Vec<Sector>,
    /// The languages she works in, the best first.
    pub languages: Vec<Lang>,
    /// Whether she may appear in the directory.
    pub discoverable: bool,
    /// Whether search engines may index her page.
    pub indexable: bool,
    /// What the reader has done to keep away from her.
    pub avoided: Option<avoidance::Avoidance>,
}

/// What a person says of herself in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonText {
    /// The language.
    pub lang: Lang,
    /// Her name; needed in the first language, elsewhere the first one's is used.
    pub name: String,
    /// One line on her work.
    pub headline: String,
    /// A few paragraphs.
    pub bio: Markup,
}

impl PersonText {
    /// Nothing said yet in this language.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, name: String::new(), headline: String::new(), bio: Markup::default() }
    }
}

/// A person's profile as she writes it. Fields of errors: `name.LANG`, `headline.LANG`,
/// `bio.LANG`, `organisation`, `languages`, `sectors`.
#[derive(Debug, Clone)]
pub struct Profile {
    /// In each language, her own first; languages without anything typed are left out.
    pub texts: Vec<PersonText>,
    /// What she knows about.
    pub sectors: Vec<Sector>,
    /// The languages she works in, the best first.
    pub languages: Vec<Lang>,
    /// Her organisation. Where anybody may sign up, only an administrator says whom somebody
    /// works for; she herself can only leave.
    pub organisation: Option<ActorId>,
    /// Whether she may appear in the directory.
    pub discoverable: bool,
    /// Whether search engines may index her page.
    pub indexable: bool,
}

/// Which people a directory shows. Only those who want to be found are ever in it.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// Who knows about this.
    pub sector: Option<Sector>,
    /// Who works in this language.
    pub language: Option<Lang>,
    /// Who works here.
    pub organisation: Option<ActorId>,
    /// Whose name contains this.
    pub text: String,
}

/// Cards of people `a`; the parameter holds the reader's language, `$more` further columns.
macro_rules! card_from {
    ($more:literal, $lang:literal) => {
        concat!(
            "SELECT a.id, a.handle, a.host, COALESCE(t.name, a.name) AS name, a.name_key, \
             COALESCE(t.headline, o.headline, '') AS headline, COALESCE(t.lang, a.lang) AS lang, \
             f.organisation_id, COALESCE(g.handle, '') AS organisation_handle, \
             COALESCE(gt.name, g.name, '') AS organisation_name, \
             COALESCE(gt.lang, g.lang) AS organisation_lang, a.illustrative, ",
            shown_key!(),
            " AS shown_key ",
            $more,
            "FROM actor a LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = ",
            $lang,
            " LEFT JOIN actor_text o ON o.actor_id = a.id AND o.lang = a.lang \
             LEFT JOIN affiliation f ON f.person_id = a.id \
             LEFT JOIN actor g ON g.id = f.organisation_id \
             LEFT JOIN actor_text gt ON gt.actor_id = g.id AND gt.lang = ",
            $lang,
            " "
        )
    };
}

/// What the page shows beside the card.
#[derive(store::FromRow)]
struct PageRow {
    #[row(flatten)]
    card: PersonCard,
    state: ActorState,
    policy: Policy,
    created_at: Time,
    discoverable: bool,
    indexable: bool,
}

/// Whether somebody `a` may be offered to a person: because she wants to be found, or is in a community with her.
macro_rules! may_be_chosen {
    ($me:literal) => {
        concat!(
            "(a.discoverable = TRUE OR EXISTS (SELECT 1 FROM membership theirs JOIN membership mine \
            ON mine.group_id = theirs.group_id WHERE theirs.actor_id = a.id AND mine.actor_id = ",
            $me,
            " AND theirs.standing IN ('member', 'facilitator') AND mine.standing IN ('member', 'facilitator')))"
        )
    };
}
pub(crate) use may_be_chosen;

statements! {
    /// The page of a person.
    pub PERSON_PAGE = concat!(card_from!(", a.state, a.policy, a.created_at, a.discoverable, a.indexable ", "$1"),
        "WHERE a.kind = 'person' AND a.handle = $2 AND a.host = $3");
    /// Cards of some actors.
    pub PERSON_CARDS = concat!(card_from!("", "$1"), "WHERE {in a.id $2}");
    /// People somebody may choose: those who want to be found, those in a community with her, and
    /// whoever has exactly this handle.
    pub PERSON_SUGGEST = concat!(card_from!("", "$1"),
        "WHERE a.kind = 'person' AND a.host = '' AND a.state = 'active' AND a.id <> $2 \
        AND (a.handle = $3 OR ((a.handle LIKE $4 ESCAPE '!' OR EXISTS (SELECT 1 FROM actor_text x \
        WHERE x.actor_id = a.id AND x.text_key LIKE $4 ESCAPE '!')) AND ", may_be_chosen!("$2"), ")) \
        ORDER BY a.name_key, a.id LIMIT $5");
    /// Somebody's organisation.
    pub AFFILIATION = "SELECT organisation_id FROM affiliation WHERE person_id = $1";
}

/// The page of a person; [`domain::Error::Gone`] when the account is closed,
/// [`domain::Error::NotFound`] when it is suspended (moderators still see it), or what was decided about
/// her instance keeps her from the reader.
pub async fn page(
    q: &mut impl Query,
    who: &Who,
    handle: &str,
    host: &str,
    lang: &Lang,
) -> Result<PersonPage> {
    let values = args![lang, handle.to_ascii_lowercase(), host];
    let row: PageRow = q.one(&PERSON_PAGE, values).await?;
    if !row.policy.shows_actors_to(who) {
        return Err(Error::NotFound);
    }
    match row.state {
        ActorState::Active => {}
        ActorState::Suspended => {
            permit::<act::Oversee, _>(who, Standing::Outsider, Instance)
                .map_err(|_| Error::NotFound)?;
        }
        ActorState::Closed => return Err(Error::Gone),
    }
    let id = row.card.id;
    let texts = actor::texts(q, id).await?;
    let (sectors, languages) = facets::load(q, id).await?;
    let avoided = match who.person() {
        Some(me) if me != id => avoidance::of(q, me, id).await?,
        _ => None,
    };
    Ok(PersonPage {
        card: row.card,
        state: row.state,
        created_at: row.created_at,
        texts,
        sectors,
        languages,
        discoverable: row.discoverable,
        indexable: row.indexable,
        avoided,
    })
}

/// Cards of these people or organisations, in no order.
pub async fn cards(q: &mut impl Query, ids: &[ActorId], lang: &Lang) -> Result<Vec<PersonCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(q.all(&PERSON_CARDS, args![lang, ids]).await?)
}

/// The directory, by the names that are shown.
pub async fn list(
    q: &mut impl Query,
    filter: &PersonFilter,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<PersonCard>> {
    let mut built = Built::new("").with(card_from!("", "$"), lang).push(
        "WHERE a.kind = 'person' AND a.state = 'active' AND a.discoverable = TRUE \
            AND a.policy = 'open'",
    );
    if let Some(sector) = filter.sector {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM actor_sector s WHERE s.actor_id = a.id AND s.sector = $)",
            sector.slug(),
        );
    }
    if let Some(language) = &filter.language {
        built = built.with(
            " AND EXISTS (SELECT 1 FROM actor_language l WHERE l.actor_id = a.id AND l.lang = $)",
            language,
        );
    }
    if let Some(organisation) = filter.organisation {
        built = built.with(" AND f.organisation_id = $", organisation);
    }
    if !filter.text.trim().is_empty() {
        built = built.with(
            " AND a.id IN (SELECT x.actor_id FROM actor_text x WHERE x.text_key LIKE $ ESCAPE '!')",
            page::containing(&filter.text),
        );
    }
    let after = after.cloned().unwrap_or_else(Cursor::start);
    built = built.push(concat!(" AND (", shown_key!(), ", a.id) > ("));
    built = built.bind(after.key).push(", ").bind(after.id);
    built = built.push(concat!(") ORDER BY ", shown_key!(), ", a.id LIMIT "));
    let rows = q.all_built(built.bind(page::rows(limit))).await?;
    Ok(ByShownName::page(rows, limit, |p: &PersonCard| p.id))
}

/// Changes one's own profile.
pub async fn update(store: &Store, who: &Who, profile: Profile) -> Result<()> {
    let me = who.signed_in()?;
    let mut errors = FieldErrors::default();
    let texts = profile.texts.into_iter().map(|t| Written {
        lang: t.lang,
        name: t.name,
        headline: t.headline,
        long: t.bio,
    });
    let texts = check_texts(texts.collect(), ["name", "headline", "bio"], false, &mut errors);
    errors.check()?;

    let mut tx = store.begin().await?;
    let row: Option<(ActorId,)> = tx.optional(&AFFILIATION, args![me]).await?;
    if row.map(|r| r.0) != profile.organisation {
        let anybody = site::loaded(&mut tx).await?.registration == Registration::Open;
        if profile.organisation.is_some() && anybody {
            site::administer(who)
                .map_err(|_| Error::field("organisation", "error-organisation-by-administrator"))?;
        }
        organisations::set_affiliation(&mut tx, me, profile.organisation).await?;
    }
    actor::update(&mut tx, me, &texts, profile.discoverable, profile.indexable).await?;
    facets::save(&mut tx, me, &profile.sectors, &profile.languages).await?;
    federating::changed(&mut tx, me).await?;
    Ok(tx.save().await?)
}

/// Active people of this instance whom somebody may want to choose, by the beginning of a handle
/// or part of a name: those who want to be found, those in a community with her, and whoever has
/// exactly this handle.
pub async fn suggest(
    q: &mut impl Query,
    who: &Who,
    text: &str,
    lang: &Lang,
    limit: usize,
) -> Result<Vec<PersonCard>> {
    let me = who.signed_in()?;
    let text = text.trim().trim_start_matches('@');
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let exact = Handle::parse(text).map(|h| h.as_str().to_owned()).unwrap_or_default();
    let limit = page::rows(limit.saturating_sub(1));
    Ok(q.all(&PERSON_SUGGEST, args![lang, me, exact, page::containing(text), limit]).await?)
}
