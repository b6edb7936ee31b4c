//! What parties and people of ledgers are called in the language of whoever reads them.

use std::collections::HashMap;

use domain::{ActorId, Lang, Origin, Result};
use federation::iri::Own;
use store::{Query, args, statements};

use super::{Ledgers, Open, PERSON};

/// The most people of a ledger who are looked up: those who were named first. Others are called as the ledger calls them.
const MOST: usize = 300;

statements! {
    CALLED = "SELECT a.id, a.ap_id, t.name FROM actor a JOIN actor_text t ON t.actor_id = a.id AND t.lang = $3 \
        WHERE t.name <> '' AND ({in_text a.ap_id $1} OR {in a.id $2})";
}

/// The names that parties and people have in a language, by their IRIs: of those who are known here and have one.
pub async fn names(
    q: &mut impl Query,
    origin: &Origin,
    iris: &[String],
    lang: &Lang,
) -> Result<HashMap<String, String>> {
    if iris.is_empty() {
        return Ok(HashMap::new());
    }
    let own = |iri: &String| match Own::parse(origin, iri) {
        Some(Own::Actor(id)) => Some(id),
        _ => None,
    };
    let ids: Vec<ActorId> = iris.iter().filter_map(own).collect();
    let rows: Vec<(ActorId, Option<String>, String)> =
        q.all(&CALLED, args![iris, ids, lang]).await?;
    let (mut here, mut anywhere) = (HashMap::new(), HashMap::new());
    for (id, iri, name) in rows {
        if let Some(iri) = iri {
            anywhere.insert(iri, name.clone());
        }
        here.insert(id, name);
    }
    let name = |iri: &String| {
        let name = own(iri).and_then(|id| here.get(&id)).or_else(|| anywhere.get(iri))?;
        Some((iri.clone(), name.clone()))
    };
    Ok(iris.iter().filter_map(name).collect())
}

/// Gives the parties and the people of a ledger the names that they have in a language; whoever has none there, or is not
/// known here, keeps the one that the ledger has. [`Open::person`] says them.
pub async fn name_in(ledgers: &Ledgers, open: &mut Open, lang: &Lang) -> Result<()> {
    let people = open.now.all(PERSON).into_iter().take(MOST).map(|(iri, _)| iri.to_owned());
    let iris: Vec<String> = open.ledger.party_iris.iter().cloned().chain(people).collect();
    open.names = names(&mut ledgers.store.read(), ledgers.origin()?, &iris, lang).await?;
    let parties = open.ledger.parties.iter_mut().zip(&open.ledger.party_iris);
    for (party, iri) in parties {
        if let Some(name) = open.names.get(iri) {
            party.name.clone_from(name);
        }
    }
    Ok(())
}
