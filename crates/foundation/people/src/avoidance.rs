//! Keeping away from somebody: mute (I do not see her) and block (she does not meet me either).

use domain::{ActorId, Error, Lang, Result, access::Who};
use federation::{ActorKind, actor};
use serde::{Deserialize, Serialize};
use store::{Query, Store, Value, args, statements};

use crate::persons::{self, PersonCard};

/// How one keeps away from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, store::FromCell)]
#[serde(rename_all = "kebab-case")]
pub enum Avoidance {
    /// I am not notified of what she does, and lists fold it away.
    Mute,
    /// Also, she cannot answer, mention or invite me.
    Block,
}

impl Avoidance {
    /// The word in the database and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Block => "block",
        }
    }
}

impl From<Avoidance> for Value {
    fn from(how: Avoidance) -> Self {
        Self::Static(how.as_str())
    }
}

statements! {
    /// Keeps somebody away.
    pub AVOID = "INSERT INTO avoidance (actor_id, target_id, kind, created_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (actor_id, target_id) DO UPDATE SET kind = excluded.kind";
    /// Does so no longer.
    pub FORGIVE = "DELETE FROM avoidance WHERE actor_id = $1 AND target_id = $2";
    /// How one keeps away from another.
    pub AVOIDANCE = "SELECT kind FROM avoidance WHERE actor_id = $1 AND target_id = $2";
    /// Everybody one keeps away from.
    pub AVOIDED = "SELECT target_id, kind FROM avoidance WHERE actor_id = $1 \
        ORDER BY created_at DESC, target_id";
}

/// Mutes or blocks an actor; the later choice counts. Conflict `error-avoid-self`.
pub async fn avoid(store: &Store, who: &Who, target: ActorId, how: Avoidance) -> Result<()> {
    let me = who.signed_in()?;
    if me == target {
        return Err(Error::Conflict("error-avoid-self"));
    }
    let mut tx = store.begin().await?;
    if actor::by_id(&mut tx, target).await?.kind == ActorKind::Group {
        return Err(Error::NotFound);
    }
    let now = tx.now();
    tx.execute(&AVOID, args![me, target, how, now]).await?;
    Ok(tx.save().await?)
}

/// Ends mute and block.
pub async fn forgive(store: &Store, who: &Who, target: ActorId) -> Result<()> {
    let me = who.signed_in()?;
    let mut tx = store.begin().await?;
    tx.execute(&FORGIVE, args![me, target]).await?;
    Ok(tx.save().await?)
}

/// How `actor` keeps away from `target`.
pub async fn of(q: &mut impl Query, actor: ActorId, target: ActorId) -> Result<Option<Avoidance>> {
    let row: Option<(Avoidance,)> = q.optional(&AVOIDANCE, args![actor, target]).await?;
    Ok(row.map(|r| r.0))
}

/// Whether `actor` has blocked `by`, so that `by` may not answer, mention or invite her.
pub async fn is_blocked(q: &mut impl Query, by: ActorId, actor: ActorId) -> Result<bool> {
    Ok(of(q, actor, by).await? == Some(Avoidance::Block))
}

/// Everybody a person keeps away from, with how.
pub async fn list(
    q: &mut impl Query,
    who: &Who,
    lang: &Lang,
) -> Result<Vec<(PersonCard, Avoidance)>> {
    let rows: Vec<(ActorId, Avoidance)> = q.all(&AVOIDED, args![who.signed_in()?]).await?;
    let ids: Vec<ActorId> = rows.iter().map(|r| r.0).collect();
    let cards = persons::cards(q, &ids, lang).await?;
    let with_card = |(id, how)| cards.iter().find(|c| c.id == id).map(|c| (c.clone(), how));
    Ok(rows.into_iter().filter_map(with_card).collect())
}

/// The ids of everybody a person keeps away from; lists of content fold their rows away.
pub async fn avoided(q: &mut impl Query, actor: ActorId) -> Result<Vec<ActorId>> {
    let rows: Vec<(ActorId, Avoidance)> = q.all(&AVOIDED, args![actor]).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}
