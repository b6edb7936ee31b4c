//! What administrators entrust to single people beside their roles. A task is a word; what a kind of content keeps to
//! those who are entrusted with it is the task of its name.

use domain::{
    ActorId, Error, Lang, Result,
    access::{Role, Who},
};
use federation::{ActorKind, ActorState, actor};
use store::{Query, Store, Tx, args, statements};

use crate::{
    moderation::{self, Deed, action},
    notifications::{self, Notice},
    organisations, site,
};

statements! {
    HOLDS = "SELECT ac.role, f.organisation_id, e.task FROM account ac \
        LEFT JOIN affiliation f ON f.person_id = ac.actor_id \
        LEFT JOIN entrusted e ON e.person_id = ac.actor_id AND e.task = $2 \
        WHERE ac.actor_id = $1 AND ac.state = 'active'";
    ENTRUSTED = "SELECT a.id, a.handle, COALESCE(NULLIF(t.name, ''), a.name) AS name, \
        COALESCE(NULLIF(ot.name, ''), o.name, '') AS organisation FROM entrusted e \
        JOIN account ac ON ac.actor_id = e.person_id AND ac.state = 'active' \
        JOIN actor a ON a.id = e.person_id \
        LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $2 \
        LEFT JOIN affiliation f ON f.person_id = a.id LEFT JOIN actor o ON o.id = f.organisation_id \
        LEFT JOIN actor_text ot ON ot.actor_id = o.id AND ot.lang = $2 \
        WHERE e.task = $1 ORDER BY a.name_key, a.id";
    ENTRUST = "INSERT INTO entrusted (person_id, task, entrusted_at) VALUES ($1, $2, $3) \
        ON CONFLICT (person_id, task) DO NOTHING";
    RELEASE = "DELETE FROM entrusted WHERE person_id = $1 AND task = $2";
}

/// The rule: whoever acts for an organisation, and was entrusted with it, or oversees this instance.
pub(crate) fn may(role: Role, organisation: Option<ActorId>, entrusted: bool) -> bool {
    organisation.is_some() && (entrusted || role >= Role::Moderator)
}

/// Whether somebody may do what is kept to those who are entrusted with it. Nobody who lives elsewhere may.
pub async fn holds(q: &mut impl Query, person: ActorId, task: &str) -> Result<bool> {
    let row: Option<(Role, Option<ActorId>, Option<String>)> =
        q.optional(&HOLDS, args![person, task]).await?;
    Ok(row.is_some_and(|(role, organisation, task)| may(role, organisation, task.is_some())))
}

/// Somebody who is entrusted with a task.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Trustee {
    /// She.
    pub id: ActorId,
    /// Her handle.
    pub handle: String,
    /// What she is called.
    pub name: String,
    /// The name of the organisation for which she acts; empty when she acts for none any more, and the task rests.
    pub organisation: String,
}

/// Who is entrusted with a task, by name. Needs Administer.
pub async fn list(store: &Store, who: &Who, task: &str, lang: &Lang) -> Result<Vec<Trustee>> {
    site::administer(who)?;
    Ok(store.read().all(&ENTRUSTED, args![task, lang]).await?)
}

/// Entrusts somebody of this instance with a task, of which she is told with a notice of this kind. Needs Administer.
/// NotFound for whoever is no active person here; Invalid `handle` for whoever acts for no organisation. Repeating it
/// changes nothing.
pub async fn entrust(
    store: &Store,
    who: &Who,
    task: &str,
    notice: &'static str,
    person: ActorId,
) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    let actor = actor::by_id(&mut tx, person).await?;
    if actor.kind != ActorKind::Person || !actor.is_local() || actor.state != ActorState::Active {
        return Err(Error::NotFound);
    }
    if organisations::of_person(&mut tx, person).await?.is_none() {
        return Err(Error::field("handle", "error-entrusted-alone"));
    }
    let now = tx.now();
    if tx.execute(&ENTRUST, args![person, task, now]).await? == 0 {
        return Ok(());
    }
    record(&mut tx, who, action::ENTRUST, person).await?;
    let by = who.actor();
    let told = Notice { to: person, kind: notice, by, content: None, group: None, ledger: None };
    notifications::notify(&mut tx, &[told]).await?;
    Ok(tx.save().await?)
}

/// Takes a task back; what was made meanwhile stays. Needs Administer. NotFound for whoever does not have it.
pub async fn release(store: &Store, who: &Who, task: &str, person: ActorId) -> Result<()> {
    site::administer(who)?;
    let mut tx = store.begin().await?;
    if tx.execute(&RELEASE, args![person, task]).await? == 0 {
        return Err(Error::NotFound);
    }
    record(&mut tx, who, action::RELEASE, person).await?;
    Ok(tx.save().await?)
}

async fn record(tx: &mut Tx, who: &Who, action: &'static str, person: ActorId) -> Result<()> {
    let deed = Deed {
        group: None,
        moderator: who.actor(),
        action,
        content: None,
        actor: Some(person),
        reason: "",
    };
    moderation::record(tx, deed).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_stands_behind_whoever_is_entrusted() {
        let own = Some(ActorId(uuid::Uuid::nil()));
        let all = [(Role::Member, false), (Role::Moderator, true), (Role::Administrator, true)];
        for (role, oversees) in all {
            assert_eq!(may(role, own, false), oversees);
            assert!(may(role, own, true));
            assert!(!may(role, None, true), "nobody answers for what she promises");
        }
    }
}
