//! What a card of a community says beside its name: sectors, languages, and whose house hosts it,
//! for all cards of a page in one query.

use std::collections::HashMap;

use domain::{ActorId, Lang, Result, Sector};
use store::{Query, args, statements};

statements! {
    /// The words of these communities; the names of organisations in the language `$2`.
    WORDS = "SELECT actor_id, 'sector' AS what, sector AS word FROM actor_sector \
        WHERE {in actor_id $1} \
        UNION ALL SELECT actor_id, 'language', lang FROM actor_language WHERE {in actor_id $1} \
        UNION ALL SELECT m.group_id, 'host', COALESCE(NULLIF(y.name, ''), o.name) \
        FROM membership m JOIN affiliation f ON f.person_id = m.actor_id \
        JOIN actor o ON o.id = f.organisation_id \
        LEFT JOIN actor_text y ON y.actor_id = o.id AND y.lang = $2 \
        WHERE m.standing = 'facilitator' AND {in m.group_id $1}";
}

/// What a card says beside its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What the community is about.
    pub sectors: Vec<Sector>,
    /// The languages it works in.
    pub languages: Vec<Lang>,
    /// The organisations of those who host it.
    pub hosts: Vec<String>,
}

/// The words of these communities.
pub async fn of(
    q: &mut impl Query,
    ids: &[ActorId],
    lang: &Lang,
) -> Result<HashMap<ActorId, Words>> {
    let mut all: HashMap<ActorId, Words> = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    let rows = q.all::<(ActorId, String, String)>(&WORDS, args![ids, lang]).await?;
    for (id, what, word) in rows {
        let words = all.entry(id).or_default();
        match what.as_str() {
            "sector" => words.sectors.extend(Sector::parse(&word)),
            "language" => words.languages.extend(Lang::parse(&word)),
            _ if words.hosts.contains(&word) => {}
            _ => words.hosts.push(word),
        }
    }
    Ok(all)
}
