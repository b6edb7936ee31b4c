//! What the hall counts: the house in numbers, and the first steps of somebody who is new.

use domain::{ActorId, Result};
use store::{Query, args, statements};

statements! {
    /// The house in numbers, as a visitor may know them.
    pub NUMBERS = "SELECT \
        (SELECT CAST(count(*) AS bigint) FROM account WHERE state = 'active') AS people, \
        (SELECT CAST(count(*) AS bigint) FROM community co JOIN actor a ON a.id = co.actor_id \
         WHERE a.state = 'active' AND a.host = '' AND co.visibility <> 'local') AS communities, \
        (SELECT CAST(count(*) AS bigint) FROM content WHERE kind = 'practice' \
         AND state = 'published' AND visibility = 'public' AND host = '') AS practices, \
        (SELECT CAST(count(*) AS bigint) FROM content WHERE kind = 'discussion' \
         AND state = 'published' AND visibility = 'public' AND host = '') AS discussions";
    /// How the house stands, for its administrators.
    pub HEALTH = "SELECT \
        (SELECT CAST(count(*) AS bigint) FROM account WHERE state = 'active') AS people, \
        EXISTS (SELECT 1 FROM community co JOIN actor a ON a.id = co.actor_id \
         WHERE a.state = 'active' AND a.host = '') AS community, \
        EXISTS (SELECT 1 FROM invitation) AS invited, \
        (SELECT CAST(count(*) AS bigint) FROM report WHERE state = 'open') AS reports, \
        (SELECT CAST(count(*) AS bigint) FROM job WHERE state = 'dead') AS dead_jobs, \
        (SELECT CAST(count(*) AS bigint) FROM remote_host WHERE failures > 0 \
         AND policy <> 'blocked' AND paused_at IS NULL) AS silent_hosts";
    /// The first steps of a person.
    pub FIRST_STEPS = "SELECT \
        EXISTS (SELECT 1 FROM actor_text WHERE actor_id = $1 AND headline <> '') \
        AND EXISTS (SELECT 1 FROM actor_sector WHERE actor_id = $1) AS profile, \
        EXISTS (SELECT 1 FROM membership WHERE actor_id = $1 \
         AND standing IN ('member', 'facilitator')) AS community, \
        EXISTS (SELECT 1 FROM bookmark WHERE actor_id = $1) AS bookmark, \
        EXISTS (SELECT 1 FROM content WHERE author_id = $1 AND root_id IS NULL \
         AND state = 'published') AS post";
}

/// The house in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromRow)]
pub(crate) struct Numbers {
    /// People with an account.
    pub people: i64,
    /// Communities that everybody may see.
    pub communities: i64,
    /// Public practices written here.
    pub practices: i64,
    /// Public discussions begun here.
    pub discussions: i64,
}

/// How the house stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromRow)]
pub(crate) struct Health {
    /// People with an account.
    pub people: i64,
    /// Whether there is a community.
    pub community: bool,
    /// Whether somebody was ever invited.
    pub invited: bool,
    /// Reports that wait.
    pub reports: i64,
    /// Work that was given up.
    pub dead_jobs: i64,
    /// Other servers that do not take what they are sent.
    pub silent_hosts: i64,
}

/// Which of the first steps somebody has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromRow)]
pub(crate) struct FirstSteps {
    /// Her profile says what she does and knows.
    pub profile: bool,
    /// She belongs to a community.
    pub community: bool,
    /// She has saved something.
    pub bookmark: bool,
    /// She has published something.
    pub post: bool,
}

/// Counts the house.
pub(crate) async fn numbers(q: &mut impl Query) -> Result<Numbers> {
    Ok(q.one(&NUMBERS, args![]).await?)
}

/// Looks at how the house stands. The caller has made sure that an administrator asks.
pub(crate) async fn health(q: &mut impl Query) -> Result<Health> {
    Ok(q.one(&HEALTH, args![]).await?)
}

/// Looks at the first steps of a person.
pub(crate) async fn first_steps(q: &mut impl Query, actor: ActorId) -> Result<FirstSteps> {
    Ok(q.one(&FIRST_STEPS, args![actor]).await?)
}
