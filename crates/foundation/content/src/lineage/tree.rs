//! Which city learnt from which: the whole tree to which a thing belongs, from the first source to the
//! last adaptation.

use std::collections::HashSet;

use domain::{ContentId, Lang, Result, access::Who};
use store::{Query, args, statements};

use super::{
    Parent, Relation, Source, Standing,
    list::Listing,
    read::{Kept, parent},
};
use crate::read::{Card, cards};

/// How many sources are followed upwards.
const UP: usize = 30;
/// How many generations are followed downwards.
const DOWN: usize = 30;
/// The most things in one tree.
const MOST: usize = 300;

statements! {
    CHILDREN = "SELECT a.content_id, a.source_id, a.relation, k.state FROM adaptation a LEFT JOIN recognition k \
        ON k.source_id = a.source_id AND k.adaptation_id = a.content_id WHERE {in a.source_id $1} \
        ORDER BY a.content_id LIMIT 1000";
}

/// What is known of a thing in the tree.
#[derive(Debug, Clone)]
pub enum What {
    /// It can be read here.
    Here(Box<Card>),
    /// It was withdrawn; this was kept of it.
    Withdrawn(Kept),
    /// It is not here.
    Elsewhere(String),
}

/// A thing in the tree.
#[derive(Debug, Clone)]
pub struct Node {
    /// What is known of it.
    pub what: What,
    /// The place of its source in the list; `None` for the first one.
    pub parent: Option<usize>,
    /// Generations after the first.
    pub depth: usize,
    /// How it stands to its source.
    pub relation: Relation,
    /// What both sides say.
    pub standing: Standing,
    /// Whether it is the one whose page this is.
    pub here: bool,
}

/// The tree to which a thing belongs, as far as the reader may know: every thing after its source,
/// and before the next adaptation of that. At most 300. The thing itself must be readable.
pub async fn tree(q: &mut impl Query, who: &Who, id: ContentId, lang: &Lang) -> Result<Vec<Node>> {
    let (root, above) = first(q, who, id, lang).await?;
    let mut nodes = Vec::new();
    if let Some(above) = above {
        nodes.push(Node {
            what: above,
            parent: None,
            depth: 0,
            relation: Relation::Adopted,
            standing: Standing::Recognised,
            here: false,
        });
    }
    let Some(card) = cards(q, who, &[root], lang).await?.pop() else { return Ok(nodes) };
    let top = parent(q, who, root, lang).await?;
    nodes.push(Node {
        what: What::Here(Box::new(card)),
        parent: nodes.len().checked_sub(1),
        depth: nodes.len(),
        relation: top.as_ref().map_or(Relation::Adopted, |p| p.relation),
        standing: top.as_ref().map_or(Standing::Recognised, |p| p.standing),
        here: root == id,
    });
    let mut seen = HashSet::from([root]);
    let mut generation = vec![(root, nodes.len() - 1)];
    for _ in 0..DOWN {
        let ids: Vec<ContentId> = generation.iter().map(|g| g.0).collect();
        if ids.is_empty() || nodes.len() >= MOST {
            break;
        }
        let rows: Vec<(ContentId, ContentId, Relation, Option<Listing>)> =
            q.all(&CHILDREN, args![ids]).await?;
        let children: Vec<ContentId> = rows.iter().map(|r| r.0).collect();
        let known =
            if children.is_empty() { Vec::new() } else { cards(q, who, &children, lang).await? };
        let mut next = Vec::new();
        for card in known {
            let Some(row) = rows.iter().find(|r| r.0 == card.id) else { continue };
            let standing = Standing::of(row.3);
            // Whoever asks for a page of the tree is somebody; what the source does not list is
            // only in the tree of what was made itself.
            let hidden = matches!(standing, Standing::Refused | Standing::Waiting) && card.id != id;
            let drafted = card.state != domain::access::State::Published;
            if hidden || drafted || !seen.insert(card.id) || nodes.len() >= MOST {
                continue;
            }
            let Some((_, at)) = generation.iter().find(|g| g.0 == row.1) else { continue };
            next.push((card.id, nodes.len()));
            nodes.push(Node {
                here: card.id == id,
                what: What::Here(Box::new(card)),
                parent: Some(*at),
                depth: nodes[*at].depth + 1,
                relation: row.2,
                standing,
            });
        }
        generation = next;
    }
    Ok(in_order(&nodes))
}

/// The first thing that is here, going up from this one, and what is known of what stands above it.
async fn first(
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
    lang: &Lang,
) -> Result<(ContentId, Option<What>)> {
    let mut at = id;
    let mut seen = HashSet::from([id]);
    for _ in 0..UP {
        let Some(Parent { source, .. }) = parent(q, who, at, lang).await? else { break };
        match source {
            Source::Here(card) if seen.insert(card.id) => at = card.id,
            Source::Withdrawn(kept) => return Ok((at, Some(What::Withdrawn(kept)))),
            Source::Elsewhere(iri) => return Ok((at, Some(What::Elsewhere(iri)))),
            Source::Here(_) | Source::Removed => break,
        }
    }
    Ok((at, None))
}

/// Each after its source, with everything that was made of it before what comes next.
fn in_order(nodes: &[Node]) -> Vec<Node> {
    fn walk(nodes: &[Node], at: usize, parent: Option<usize>, out: &mut Vec<Node>) {
        let place = out.len();
        out.push(Node { parent, ..nodes[at].clone() });
        for (child, _) in nodes.iter().enumerate().filter(|(_, n)| n.parent == Some(at)) {
            walk(nodes, child, Some(place), out);
        }
    }
    let mut out = Vec::with_capacity(nodes.len());
    if !nodes.is_empty() {
        walk(nodes, 0, None, &mut out);
    }
    out
}
