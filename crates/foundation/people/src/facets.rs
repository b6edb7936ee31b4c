//! What an actor knows about and the languages it works in: tables `actor_sector` and
//! `actor_language`.

use domain::{ActorId, Lang, Result, Sector};
use store::{Query, Tx, args, statements};

statements! {
    /// Sectors and languages of an actor in one list.
    pub FACETS = "SELECT CAST(0 AS bigint) AS what, sector AS word, CAST(0 AS bigint) AS position \
        FROM actor_sector WHERE actor_id = $1 \
        UNION ALL SELECT CAST(1 AS bigint), lang, position FROM actor_language WHERE actor_id = $1 \
        ORDER BY 1, 3, 2";
    /// All sectors of an actor, to be written anew.
    pub SECTORS_DELETE = "DELETE FROM actor_sector WHERE actor_id = $1";
    /// One sector of an actor.
    pub SECTOR_INSERT = "INSERT INTO actor_sector (actor_id, sector) VALUES ($1, $2) \
        ON CONFLICT (actor_id, sector) DO NOTHING";
    /// All languages of an actor, to be written anew.
    pub LANGUAGES_DELETE = "DELETE FROM actor_language WHERE actor_id = $1";
    /// One language of an actor.
    pub LANGUAGE_INSERT = "INSERT INTO actor_language (actor_id, lang, position) VALUES ($1, $2, $3) \
        ON CONFLICT (actor_id, lang) DO NOTHING";
}

/// Sectors in alphabetical order, languages the best first. Sectors of a newer peer that we do not
/// know are left out.
pub(crate) async fn load(q: &mut impl Query, actor: ActorId) -> Result<(Vec<Sector>, Vec<Lang>)> {
    let rows: Vec<(i64, String, i64)> = q.all(&FACETS, args![actor]).await?;
    let (mut sectors, mut languages) = (Vec::new(), Vec::new());
    for (what, word, _) in rows {
        if what == 0 {
            sectors.extend(Sector::parse(&word));
        } else {
            languages.extend(Lang::parse(&word));
        }
    }
    Ok((sectors, languages))
}

/// Writes both anew.
pub(crate) async fn save(
    tx: &mut Tx,
    actor: ActorId,
    sectors: &[Sector],
    languages: &[Lang],
) -> Result<()> {
    tx.execute(&SECTORS_DELETE, args![actor]).await?;
    for sector in sectors {
        tx.execute(&SECTOR_INSERT, args![actor, sector.slug()]).await?;
    }
    tx.execute(&LANGUAGES_DELETE, args![actor]).await?;
    for (lang, position) in languages.iter().zip(0_i64..) {
        tx.execute(&LANGUAGE_INSERT, args![actor, lang, position]).await?;
    }
    Ok(())
}
