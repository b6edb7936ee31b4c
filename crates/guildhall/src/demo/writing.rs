//! What people write: each from her own town, under her town's copy of what she answers. What is
//! elsewhere gets there by federation alone.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context as _, anyhow};
use content::{
    Draft, files, lineage, parts,
    service::{self, NewVersion},
};
use domain::{ActorId, ContentId, Time, access::Who};
use serde_json::Value;

use super::{
    drafts,
    load::{self, failed},
    records::{Comment, DemoFile, Discussion, Practice, Records, moment},
    settle::settle,
    town::Town,
};

/// The IRIs of what was written, by the slug of its record; of comments, `SLUG/ID`.
pub type Written = BTreeMap<String, String>;

/// What was written and by whom; `None` where nobody of these towns could.
type Place<'a> = Option<(&'a Town, Who, ActorId)>;

/// The author's town, where she is a member of the community that lives there or elsewhere.
fn place<'a>(towns: &'a [Town], author: &str, community: &str) -> Place<'a> {
    let town = towns.iter().find(|t| t.people.contains_key(author))?;
    Some((town, *town.people.get(author)?, *town.communities.get(community)?))
}

/// Publishes practices, resources and discussions, in the order of the records.
pub async fn publish(
    towns: &[Town],
    records: &Records,
    written: &mut Written,
) -> anyhow::Result<()> {
    let first = |p: &&Practice| drafts::source(p).is_none();
    for record in records.practices.iter().filter(first) {
        let author = record.authors.first().map_or("", String::as_str);
        let Some((town, who, group)) = place(towns, author, &record.community) else { continue };
        // What is described has been tried for a year and a month.
        let began = record.values.get("period_start").and_then(moment);
        let at = began.map(|began| began + Duration::from_secs(400 * 86_400));
        let id = sheet(town, &who, "practice", record, group, at).await?;
        written.insert(record.slug.clone(), town.iri(id));
    }
    for record in &records.resources {
        let author = record.authors.first().map_or("", String::as_str);
        let Some((town, who, group)) = place(towns, author, &record.community) else { continue };
        let at = record.values.get("published").and_then(moment);
        let record = &addressed(record, written);
        let kind = record.kind.as_deref().unwrap_or("resource");
        let id = sheet(town, &who, kind, record, group, at).await?;
        chapters(town, &who, id, record).await.with_context(|| record.slug.clone())?;
        for file in &record.files {
            attach(town, &who, id, file).await.with_context(|| record.slug.clone())?;
        }
        written.insert(record.slug.clone(), town.iri(id));
    }
    for record in &records.discussions {
        let Some((town, who, group)) = place(towns, &record.author, &record.community) else {
            continue;
        };
        let id = discussion(town, &who, record, group).await?;
        written.insert(record.slug.clone(), town.iri(id));
    }
    settle(towns).await?;
    // What was made of something is begun where that has arrived, and in its turn must arrive.
    for record in &records.practices {
        let Some(source) = drafts::source(record) else { continue };
        let Some(iri) = written.get(source).cloned() else { continue };
        let author = record.authors.first().map_or("", String::as_str);
        let Some((town, who, group)) = place(towns, author, &record.community) else { continue };
        let id = adaptation(town, &who, record, group, arrived(town, &iri).await?).await?;
        written.insert(record.slug.clone(), town.iri(id));
        settle(towns).await?;
    }
    Ok(())
}

/// Takes a practice up from the town's copy of it, and publishes what the record says.
async fn adaptation(
    town: &Town,
    who: &Who,
    record: &Practice,
    group: ActorId,
    source: ContentId,
) -> anyhow::Result<ContentId> {
    let mut draft = drafts::sheet("practice", record, group);
    let new = lineage::Adopt {
        source,
        relation: drafts::relation(record),
        lang: draft.lang.clone(),
        organisation: None,
        illustrative: record.illustrative,
    };
    let (p, labels) = (town.publishing(), web::activitypub::labels());
    let begun = lineage::adopt(p, who, labels, Some(&town.origin), new).await;
    let id = begun.map_err(failed(&record.slug))?;
    let began = record.values.get("period_start").and_then(moment);
    draft.at = began.map(|began| began + Duration::from_secs(200 * 86_400));
    service::publish_saved(p, who, id, &draft).await.map_err(failed(&record.slug))?;
    add_versions(town, who, id, drafts::sheet_versions(record)).await?;
    Ok(id)
}

/// The record with the addresses of others in place of their slugs.
fn addressed(record: &Practice, written: &Written) -> Practice {
    let mut record = record.clone();
    let rows = record.lists.values_mut().flat_map(|l| l.values_mut());
    for row in rows.filter_map(Value::as_array_mut).flatten() {
        let slug = row["url"].as_str().and_then(|url| url.strip_prefix('@'));
        if let Some(iri) = slug.and_then(|slug| written.get(slug)) {
            row["url"] = iri.clone().into();
        }
    }
    record
}

/// The chapters of a handbook, each with its languages.
async fn chapters(
    town: &Town,
    who: &Who,
    whole: ContentId,
    record: &Practice,
) -> anyhow::Result<()> {
    let p = town.publishing();
    for chapter in &record.chapters {
        let tag = &record.source_language;
        let Some(text) = chapter.get(tag) else { continue };
        let draft = Draft {
            title: text.title.clone(),
            body: text.body.clone(),
            ..Draft::new("chapter", drafts::lang(tag))
        };
        let ids = parts::add(p, who, whole, &[draft]).await.map_err(failed(&text.title))?;
        for (tag, text) in chapter.iter().filter(|(t, _)| *t != tag) {
            let version = NewVersion {
                title: text.title.clone(),
                body: text.body.clone(),
                ..NewVersion::from_draft(Draft::new("chapter", drafts::lang(tag)))
            };
            add_versions(town, who, ids[0], vec![version]).await?;
        }
    }
    Ok(())
}

async fn attach(town: &Town, who: &Who, id: ContentId, file: &DemoFile) -> anyhow::Result<()> {
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>(file.text.clone().into())]);
    let arrived = town.city.store.files().receive(pieces, 1 << 20).await?;
    let new = files::NewFile {
        name: file.name.clone(),
        label: file.label.clone(),
        role: files::FileRole::File,
    };
    files::attach(town.publishing(), who, id, arrived, new).await.map_err(failed(&file.name))?;
    Ok(())
}

async fn sheet(
    town: &Town,
    who: &Who,
    kind: &str,
    record: &Practice,
    group: ActorId,
    at: Option<Time>,
) -> anyhow::Result<ContentId> {
    let mut draft = drafts::sheet(kind, record, group);
    draft.at = at;
    let id =
        service::publish(town.publishing(), who, &draft).await.map_err(failed(&record.slug))?;
    add_versions(town, who, id, drafts::sheet_versions(record)).await?;
    Ok(id)
}

async fn discussion(
    town: &Town,
    who: &Who,
    record: &Discussion,
    group: ActorId,
) -> anyhow::Result<ContentId> {
    let draft = drafts::discussion(record, group);
    let id =
        service::publish(town.publishing(), who, &draft).await.map_err(failed(&record.slug))?;
    add_versions(town, who, id, drafts::discussion_versions(record)).await?;
    Ok(id)
}

/// Adds further languages to something that was written.
pub async fn add_versions(
    town: &Town,
    who: &Who,
    id: ContentId,
    versions: Vec<NewVersion>,
) -> anyhow::Result<()> {
    for version in versions {
        let added = service::add_version(town.publishing(), who, id, version).await;
        added.map_err(failed(id))?;
    }
    Ok(())
}

/// Writes all comments: first those on the discussions themselves, once they have arrived everywhere
/// those that answer them, and so on.
pub async fn answer(
    towns: &[Town],
    records: &Records,
    written: &mut Written,
) -> anyhow::Result<()> {
    let mut left: Vec<(&Discussion, &Comment)> =
        records.discussions.iter().flat_map(|d| d.comments.iter().map(move |c| (d, c))).collect();
    while !left.is_empty() {
        let (ready, later): (Vec<_>, Vec<_>) =
            left.iter().partition(|(d, c)| written.contains_key(&parent_of(d, c)));
        let before = written.len();
        for (record, reply) in ready {
            let parent = written[&parent_of(record, reply)].clone();
            if let Some(iri) = comment(towns, record, reply, &parent).await? {
                written.insert(key_of(record, &reply.id), iri);
            }
        }
        if written.len() == before {
            // What is left answers what nobody of these towns could write.
            return Ok(());
        }
        settle(towns).await?;
        left = later;
    }
    Ok(())
}

fn key_of(record: &Discussion, comment: &str) -> String {
    format!("{}/{comment}", record.slug)
}

fn parent_of(record: &Discussion, comment: &Comment) -> String {
    comment.reply_to.as_ref().map_or(record.slug.clone(), |parent| key_of(record, parent))
}

async fn comment(
    towns: &[Town],
    record: &Discussion,
    reply: &Comment,
    parent: &str,
) -> anyhow::Result<Option<String>> {
    let Some((town, who, _)) = place(towns, &reply.author, &record.community) else {
        return Ok(None);
    };
    let (new, versions) = drafts::comment(reply, arrived(town, parent).await?);
    let id = service::comment(town.publishing(), &who, new)
        .await
        .map_err(failed(key_of(record, &reply.id)))?;
    add_versions(town, &who, id, versions).await?;
    Ok(Some(town.iri(id)))
}

/// Where a town has something that must have reached it.
pub async fn arrived(town: &Town, iri: &str) -> anyhow::Result<ContentId> {
    town.copy_of(iri).await?.ok_or_else(|| anyhow!("{iri} has not reached {}", town.slug))
}

/// What people then do with what was written: they accept answers, find things useful, and
/// facilitators pin.
pub async fn react(towns: &[Town], records: &Records, written: &Written) -> anyhow::Result<()> {
    for record in &records.discussions {
        let answer = record.accepted.as_ref().and_then(|id| written.get(&key_of(record, id)));
        let place = place(towns, &record.author, &record.community);
        if let (Some(iri), Some((town, who, _))) = (answer, place) {
            let answer = arrived(town, iri).await?;
            let accepted = service::accept_answer(town.publishing(), &who, answer).await;
            accepted.map_err(failed(&record.slug))?;
        }
        useful(towns, written.get(&record.slug), &record.community, &record.useful).await?;
        for comment in &record.comments {
            let iri = written.get(&key_of(record, &comment.id));
            useful(towns, iri, &record.community, &comment.useful).await?;
        }
    }
    for record in records.practices.iter().chain(&records.resources) {
        useful(towns, written.get(&record.slug), &record.community, &record.useful).await?;
    }
    pin(towns, records, written).await?;
    settle(towns).await
}

async fn useful(
    towns: &[Town],
    iri: Option<&String>,
    community: &str,
    readers: &[String],
) -> anyhow::Result<()> {
    let Some(iri) = iri else { return Ok(()) };
    for reader in readers {
        let Some((town, who, _)) = place(towns, reader, community) else { continue };
        let id = arrived(town, iri).await?;
        service::react(town.publishing(), &who, id).await.map_err(failed(reader))?;
    }
    Ok(())
}

async fn pin(towns: &[Town], records: &Records, written: &Written) -> anyhow::Result<()> {
    for record in &records.communities {
        let Some(town) = towns.iter().find(|t| t.slug == record.instance) else { continue };
        let host = load::founder(town, record)?;
        // The last one pinned stands first.
        for iri in record.pinned.iter().rev().filter_map(|slug| written.get(slug)) {
            let id = arrived(town, iri).await.with_context(|| record.slug.clone())?;
            let pinned = service::pin(town.publishing(), &host, id, true).await;
            pinned.map_err(failed(&record.slug))?;
        }
    }
    Ok(())
}
