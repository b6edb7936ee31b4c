//! Closing an account for good.

use domain::{AccountId, ActorId, Error, Result, access::Who};
use federation::{ActorState, ActorText, actor};
use store::{Query, Store, Tx, args, statements};

use super::{
    administration::{keep_an_administrator, set_state},
    by_id,
    own::ask_again,
};
use crate::{Passwords, Viewer, facets, federating, organisations, sessions, site};

statements! {
    /// Takes a member out of the counters of all her communities; they stay locked until the end.
    pub COMMUNITIES_LEAVE = "UPDATE community SET member_count = member_count - 1 \
        WHERE actor_id IN (SELECT m.group_id FROM membership m \
        WHERE m.actor_id = $1 AND m.standing IN ('member', 'facilitator'))";
    /// Open communities of this instance that nobody else hosts.
    pub HOSTED_ALONE = "SELECT m.group_id FROM membership m JOIN actor g ON g.id = m.group_id \
        WHERE m.actor_id = $1 AND m.standing = 'facilitator' AND g.host = '' AND g.state = 'active' \
        AND NOT EXISTS (SELECT 1 FROM membership o WHERE o.group_id = m.group_id \
        AND o.standing = 'facilitator' AND o.actor_id <> $1)";
    /// All memberships of somebody who goes, but for bans.
    pub MEMBERSHIPS_END = "DELETE FROM membership WHERE actor_id = $1 AND standing <> 'banned'";
    /// What somebody was told.
    pub NOTIFICATIONS_END = "DELETE FROM notification WHERE actor_id = $1";
    /// What somebody kept.
    pub BOOKMARKS_END = "DELETE FROM bookmark WHERE actor_id = $1";
    /// The searches somebody kept.
    pub SEARCHES_END = "DELETE FROM saved_search WHERE actor_id = $1";
    /// Whom somebody kept away from.
    pub AVOIDANCES_END = "DELETE FROM avoidance WHERE actor_id = $1";
    /// Whom somebody followed, and who followed her.
    pub FOLLOWS_END = "DELETE FROM follow WHERE follower_id = $1 OR target_id = $1";
    /// Where somebody was before.
    pub ALIASES_END = "DELETE FROM actor_alias WHERE actor_id = $1";
    /// Somebody's own notes on what she kept with others.
    pub NOTES_END = "DELETE FROM ledger_note WHERE person_id = $1";
    /// What somebody was entrusted with.
    pub ENTRUSTED_END = "DELETE FROM entrusted WHERE person_id = $1";
    /// What somebody was bringing in.
    pub IMPORTS_END = "DELETE FROM import_batch WHERE actor_id = $1";
    /// The tables that somebody uploaded.
    pub TABLES_END = "DELETE FROM table_import WHERE actor_id = $1";
    /// What somebody never published, and nobody else could see.
    pub DRAFTS_END = "DELETE FROM content WHERE author_id = $1 AND state = 'draft'";
    /// Nobody asks her for a review any more.
    pub REVIEWS_ASKED_END = "DELETE FROM review_request WHERE person_id = $1";
    /// That it was she who had something translated.
    pub MACHINE_FORGET = "UPDATE machine_text SET asked_by = NULL WHERE asked_by = $1";
    /// The versions that she offered, and what became of them.
    pub OFFERS_END = "DELETE FROM version_offer WHERE by_id = $1";
    /// With whom somebody wrote. Who has agreed to be named stays named, as in other cities: she herself, and those who
    /// wrote with her.
    pub COAUTHORS_END = "DELETE FROM coauthor WHERE named_at IS NULL AND (actor_id = $1 \
        OR content_id IN (SELECT id FROM content WHERE author_id = $1))";
    /// Whom somebody let change what she wrote may change it no longer.
    pub COAUTHORS_RESIGN = "UPDATE coauthor SET ended_at = $2 WHERE ended_at IS NULL \
        AND content_id IN (SELECT id FROM content WHERE author_id = $1)";
    /// Links for somebody.
    pub LINKS_END = "DELETE FROM one_time_link WHERE account_id = $1";
    /// Forgets how somebody signed in. The key only keeps the column unique; no e-mail has its
    /// shape, so the address may be used again.
    pub ACCOUNT_FORGET = "UPDATE account SET email = '', email_key = $2, password_hash = NULL, \
        role = 'member', lang = NULL, last_seen_at = NULL WHERE id = $1";
}

/// Closes one's own account for good: field `current` (the password). Profile, e-mail, sessions,
/// memberships, follows, drafts and notifications go; the name stays at what she published, the handle is
/// never given again. Every instance that knows her is told. Conflict `error-last-administrator` or `error-last-facilitator`.
pub async fn close_own(
    store: &Store,
    passwords: &Passwords,
    viewer: &Viewer,
    current: &str,
) -> Result<()> {
    ask_again(store, passwords, viewer.account_id, current).await?;
    let mut tx = store.begin().await?;
    write(&mut tx, viewer.account_id).await?;
    Ok(tx.save().await?)
}

/// Closes somebody's account in the same way. Needs Administer.
pub async fn close(store: &Store, who: &Who, id: AccountId) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    write(&mut tx, id).await?;
    Ok(tx.save().await?)
}

async fn write(tx: &mut Tx, id: AccountId) -> Result<()> {
    site::lock(tx).await?;
    let account = by_id(tx, id).await?;
    if account.state == ActorState::Closed {
        return Err(Error::NotFound);
    }
    keep_an_administrator(tx, &account).await?;
    let actor = account.actor_id;
    federating::departed(tx, actor).await?;
    tx.execute(&COMMUNITIES_LEAVE, args![actor]).await?;
    let alone: Vec<(ActorId,)> = tx.all(&HOSTED_ALONE, args![actor]).await?;
    if !alone.is_empty() {
        return Err(Error::Conflict("error-last-facilitator"));
    }
    for statement in [
        &MEMBERSHIPS_END,
        &NOTIFICATIONS_END,
        &BOOKMARKS_END,
        &SEARCHES_END,
        &AVOIDANCES_END,
        &FOLLOWS_END,
        &ALIASES_END,
        &ENTRUSTED_END,
        &IMPORTS_END,
        &TABLES_END,
        &NOTES_END,
        &DRAFTS_END,
        &COAUTHORS_END,
        &REVIEWS_ASKED_END,
        &OFFERS_END,
        &MACHINE_FORGET,
    ] {
        tx.execute(statement, args![actor]).await?;
    }
    let now = tx.now();
    tx.execute(&COAUTHORS_RESIGN, args![actor, now]).await?;
    tx.execute(&LINKS_END, args![id]).await?;
    tx.execute(&ACCOUNT_FORGET, args![id, format!("closed {id}")]).await?;
    sessions::end_all(tx, id).await?;
    organisations::set_affiliation(tx, actor, None).await?;
    facets::save(tx, actor, &[], &[]).await?;

    let names: Vec<ActorText> = actor::texts(tx, actor)
        .await?
        .into_iter()
        .map(|t| ActorText {
            headline: String::new(),
            summary_md: String::new(),
            summary_html: String::new(),
            ..t
        })
        .collect();
    actor::update(tx, actor, &names, false, false).await?;
    set_state(tx, &account, ActorState::Closed).await
}
