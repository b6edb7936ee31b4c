//! What is kept of actors elsewhere beside their row: communities, organisations, what they know
//! about, whom they work for.

use async_trait::async_trait;
use domain::{
    ActorId, Lang, Result, Sector, Visibility,
    access::{JoinPolicy, Standing},
};
use federation::{Actor, ActorKind, ActorState, actor, document, handler::Keeper};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use crate::{
    Markup,
    communities::membership::Seat,
    facets,
    organisations::{self, Level},
};

statements! {
    MEMBERS_SAID = "UPDATE community SET member_count = $2 WHERE actor_id = $1 AND EXISTS \
        (SELECT 1 FROM actor a WHERE a.id = $1 AND a.host <> '')";
    HOSTS_OF = "SELECT actor_id FROM membership WHERE group_id = $1 \
        AND standing = 'facilitator'";
    COMMUNITY_KEEP = "INSERT INTO community (actor_id, visibility, join_policy, last_activity_at, \
        rules_html) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (actor_id) DO UPDATE SET \
        join_policy = excluded.join_policy, rules_html = excluded.rules_html";
    ORGANISATION_KEEP = "INSERT INTO organisation (actor_id, level, country, territory, nuts, \
        population_band, website, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT (actor_id) DO UPDATE SET level = excluded.level, country = excluded.country, \
        territory = excluded.territory, nuts = excluded.nuts, \
        population_band = excluded.population_band, website = excluded.website, \
        details = excluded.details";
}

/// Sectors and languages that are kept.
const MOST: usize = 30;

/// Keeps it.
pub(super) struct Keeping;

#[async_trait]
impl Keeper for Keeping {
    async fn keep(&self, tx: &mut Tx, actor: &Actor, document: &Value) -> Result<()> {
        facets::save(tx, actor.id, &sectors(document), &languages(document)).await?;
        match actor.kind {
            ActorKind::Group => community(tx, actor.id, document).await,
            ActorKind::Organisation => organisation(tx, actor.id, document).await,
            ActorKind::Person => affiliation(tx, actor.id, document).await,
            ActorKind::Instance => Ok(()),
        }
    }
}

fn sectors(document: &Value) -> Vec<Sector> {
    document::each(document, "gh:sector")
        .filter_map(Value::as_str)
        .filter_map(|s| Sector::from_iri(s).or_else(|| Sector::parse(s)))
        .take(MOST)
        .collect()
}

fn languages(document: &Value) -> Vec<Lang> {
    document::each(document, "language")
        .filter_map(|l| l.get("identifier").unwrap_or(l).as_str())
        .filter_map(Lang::parse)
        .take(MOST)
        .collect()
}

async fn community(tx: &mut Tx, id: ActorId, document: &Value) -> Result<()> {
    // Lemmy's dialect: a group that approves its followers keeps what is in it for them.
    let closed = document::boolean(document, "manuallyApprovesFollowers").unwrap_or(false);
    let visibility = if closed { Visibility::Members } else { Visibility::Public };
    let said = document::text(document, "gh:joinPolicy");
    let policy = said.as_deref().and_then(JoinPolicy::parse).unwrap_or(if closed {
        JoinPolicy::Approval
    } else {
        JoinPolicy::Open
    });
    let now = tx.now();
    // Rules were cleaned by their author's instance only, so that they are shown as text.
    let rules = document::text(document, "gh:rules").unwrap_or_default();
    let rules = Markup::plain(&domain::text::excerpt(&rules, 20_000)).html;
    tx.execute(&COMMUNITY_KEEP, args![id, visibility, policy, now, rules]).await?;
    let closed = document::boolean(document, "gh:closed").unwrap_or(false);
    let state = if closed { ActorState::Closed } else { ActorState::Active };
    if actor::by_id(tx, id).await?.state != state {
        actor::set_state(tx, id, state).await?;
    }
    Ok(())
}

async fn organisation(tx: &mut Tx, id: ActorId, document: &Value) -> Result<()> {
    let text = |key: &str, most: usize| {
        let found = document::text(document, key).unwrap_or_default();
        domain::text::excerpt(&domain::text::line(&found), most)
    };
    let level = Level::parse(&text("gh:level", 20)).unwrap_or(Level::Local);
    let website = text("gh:website", 500);
    let web = website.starts_with("https://") || website.starts_with("http://");
    let details = document.get("gh:profile").filter(|v| v.is_object());
    let values = args![
        id,
        level,
        text("gh:country", 2),
        text("gh:territory", 200),
        text("gh:nuts", 20),
        text("gh:populationBand", 20),
        if web { website } else { String::new() },
        details.map_or_else(|| "{}".to_owned(), Value::to_string),
    ];
    tx.execute(&ORGANISATION_KEEP, values).await?;
    Ok(())
}

async fn affiliation(tx: &mut Tx, id: ActorId, document: &Value) -> Result<()> {
    let Some(iri) = document::id(document, "gh:affiliation") else {
        return organisations::set_affiliation(tx, id, None).await;
    };
    let person = document::id_of(document).unwrap_or_default();
    // A municipality of another instance would have to agree; so far only its own instance speaks
    // for both.
    if !document::same_origin(iri, person) {
        return Ok(());
    }
    match actor::by_ap_id(tx, iri).await? {
        Some(organisation) if organisation.kind == ActorKind::Organisation => {
            match organisations::set_affiliation(tx, id, Some(organisation.id)).await {
                // An organisation that no longer acts is nobody's affiliation.
                Ok(()) | Err(domain::Error::Invalid(_)) => Ok(()),
                Err(e) => Err(e),
            }
        }
        _ => Ok(()),
    }
}

/// How many belong to a community elsewhere, as it says: only some of them are known here.
pub async fn keep_member_count(tx: &mut Tx, group: ActorId, count: i64) -> Result<()> {
    // Nobody has more; a larger number is nonsense that sums would overflow with.
    tx.execute(&MEMBERS_SAID, args![group, count.clamp(0, 100_000_000)]).await?;
    Ok(())
}

/// Those who host a community elsewhere, as it says. Who is no longer named is a member, if `whole` says
/// that these are all.
pub async fn keep_hosts(tx: &mut Tx, group: ActorId, hosts: &[ActorId], whole: bool) -> Result<()> {
    let before: Vec<(ActorId,)> = tx.all(&HOSTS_OF, args![group]).await?;
    for (old,) in before.iter().filter(|(old,)| whole && !hosts.contains(old)) {
        let mut seat = Seat::take(tx, group, *old).await?;
        if seat.is_elsewhere() {
            seat.change(tx, Standing::Member, "", None).await?;
        }
    }
    for host in hosts.iter().filter(|host| !before.iter().any(|(old,)| old == *host)) {
        let mut seat = Seat::take(tx, group, *host).await?;
        // Nobody here hosts what she has not joined.
        let hers =
            seat.standing() == Standing::Member || !actor::by_id(tx, *host).await?.is_local();
        if seat.is_elsewhere() && hers && seat.standing() != Standing::Banned {
            seat.change(tx, Standing::Facilitator, "", None).await?;
        }
    }
    Ok(())
}
