//! What somebody takes along of her relations: whom she follows, where she belongs, from whom she keeps
//! away; and who belongs to a community.

use domain::{ActorId, Result, access::Standing};
use federation::Actor;
use store::{Query, args, statements};

use crate::avoidance::Avoidance;

statements! {
    FOLLOWED_ALL = "SELECT a.* FROM follow f JOIN actor a ON a.id = f.target_id \
        WHERE f.follower_id = $1 AND a.state = 'active' ORDER BY a.host, a.handle";
    BELONGS_TO = "SELECT m.standing AS standing, a.* FROM membership m \
        JOIN actor a ON a.id = m.group_id WHERE m.actor_id = $1 \
        AND m.standing IN ('requested', 'member', 'facilitator') ORDER BY a.host, a.handle";
    BELONGING = "SELECT m.standing AS standing, a.* FROM membership m \
        JOIN actor a ON a.id = m.actor_id WHERE m.group_id = $1 \
        AND m.standing IN ('member', 'facilitator') AND a.state = 'active' \
        ORDER BY a.host, a.handle";
    AVOIDED_ALL = "SELECT v.kind AS how, a.* FROM avoidance v JOIN actor a ON a.id = v.target_id \
        WHERE v.actor_id = $1 ORDER BY a.host, a.handle";
}

/// Somebody, and what she is in a community; or a community, and what somebody is in it.
#[derive(Debug, Clone, store::FromRow)]
pub struct Belonging {
    /// What she is.
    pub standing: Standing,
    /// The other side.
    #[row(flatten)]
    pub actor: Actor,
}

/// Somebody from whom one keeps away.
#[derive(Debug, Clone, store::FromRow)]
pub struct Avoided {
    /// How.
    pub how: Avoidance,
    /// From whom.
    #[row(flatten)]
    pub actor: Actor,
}

/// Whom somebody follows or wants to.
pub async fn followed(q: &mut impl Query, actor: ActorId) -> Result<Vec<Actor>> {
    Ok(q.all(&FOLLOWED_ALL, args![actor]).await?)
}

/// The communities that somebody belongs to or has asked to join.
pub async fn memberships(q: &mut impl Query, actor: ActorId) -> Result<Vec<Belonging>> {
    Ok(q.all(&BELONGS_TO, args![actor]).await?)
}

/// Those who belong to a community. Whoever asks has checked.
pub async fn members(q: &mut impl Query, group: ActorId) -> Result<Vec<Belonging>> {
    Ok(q.all(&BELONGING, args![group]).await?)
}

/// Those from whom somebody keeps away.
pub async fn avoided(q: &mut impl Query, actor: ActorId) -> Result<Vec<Avoided>> {
    Ok(q.all(&AVOIDED_ALL, args![actor]).await?)
}
