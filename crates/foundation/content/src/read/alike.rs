//! What is about the same as something.

use domain::{ContentId, Lang, Result, Sector, access::Who};
use store::{Built, Query};

use super::{Card, cards};

/// Sectors that are looked at.
const SECTORS: usize = 2;

/// At most three things of the same kind that share sectors with this one, the most alike first, as
/// far as `who` may read them. Only the newest of each sector are looked at, so that it costs the
/// same in a large house.
pub async fn alike(
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    kind: &'static str,
    sectors: &[Sector],
    lang: &Lang,
) -> Result<Vec<Card>> {
    if sectors.is_empty() {
        return Ok(Vec::new());
    }
    let mut built = Built::new(cards::COLUMNS).push(
        "FROM (SELECT c.id, x.shared, c.reaction_count FROM (SELECT s.id, count(*) AS shared FROM (",
    );
    for (n, sector) in sectors.iter().take(SECTORS).enumerate() {
        built = built.push(if n == 0 { "" } else { " UNION ALL " }).with(
            "SELECT n.content_id AS id FROM (SELECT content_id FROM content_sector WHERE sector = $ \
             ORDER BY content_id DESC LIMIT 12) n",
            sector.slug(),
        );
    }
    built = built
        .with(") s WHERE s.id <> $ GROUP BY s.id) x JOIN content c ON c.id = x.id ", id)
        .push("WHERE c.kind = ")
        .bind(kind)
        .with(
            " AND {visible $} AND c.state = 'published' AND c.visibility <> 'unlisted' \
             AND NOT EXISTS (SELECT 1 FROM avoidance v WHERE v.actor_id = $ AND v.target_id = c.author_id)",
            who.person(),
        )
        .push(" ORDER BY x.shared DESC, c.reaction_count DESC, c.id DESC LIMIT 3) f JOIN content c ON c.id = f.id")
        .with(cards::JOINS, lang)
        .push("ORDER BY f.shared DESC, f.reaction_count DESC, f.id DESC");
    Ok(q.all_built::<Card>(built).await?)
}
