//! Taking things up: what is copied, what the licence demands, what both sides say, what becomes of a
//! source. On both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{
    ContentId, Error, Lang, Visibility,
    access::{State, Who},
};
use guildhall_content::{
    Draft, Publishing,
    activity::object::Labels,
    lineage::{self, Adopt, Relation, Source, SourceState, Standing, tree},
    read::{self, Filter},
    service,
    testing::{SHEET, full, publishing},
};
use people::{
    notifications,
    testing::{City, Person, city},
};
use serde_json::json;
use store::Store;

struct Keys;

impl Labels for Keys {
    fn label(&self, key: &str, _: &Lang) -> String {
        key.to_owned()
    }
}

fn bg() -> Lang {
    Lang::bulgarian()
}

fn sheet(licence: &str) -> Draft {
    let mut draft = full(&SHEET, &bg());
    for (field, _) in &lineage::FIELDS {
        draft.values.remove(field.name);
    }
    draft.licence = Some(licence.into());
    draft
}

async fn source(p: &Publishing, who: &Person, licence: &str) -> ContentId {
    service::publish(p, &who.who, &sheet(licence)).await.unwrap()
}

async fn adopt(
    p: &Publishing,
    who: &Who,
    source: ContentId,
    relation: Relation,
) -> domain::Result<ContentId> {
    let new = Adopt { source, relation, lang: bg(), organisation: None, illustrative: false };
    lineage::adopt(p, who, &Keys, None, new).await
}

/// Publishes a draft with these notes.
async fn publish(
    p: &Publishing,
    who: &Who,
    id: ContentId,
    change: impl FnOnce(&mut Draft),
) -> domain::Result<()> {
    let (mut draft, _) = read::draft(&mut p.store().read(), who, id).await?;
    for (name, value) in full(&SHEET, &bg()).values {
        draft.values.entry(name).or_insert(value);
    }
    if draft.title.is_empty() {
        draft.title = "Наше".into();
        draft.summary = "Наше".into();
        draft.body = "Наше".into();
    }
    change(&mut draft);
    service::publish_saved(p, who, id, &draft).await
}

/// A source by Elena and an adaptation of it by Boris.
async fn pair(p: &Publishing, city: &City) -> (Person, Person, ContentId, ContentId) {
    let (elena, boris) = (city.person("elena").await, city.person("boris").await);
    let source = source(p, &elena, "CC-BY-4.0").await;
    let id = adopt(p, &boris.who, source, Relation::Adapted).await.unwrap();
    publish(p, &boris.who, id, |_| {}).await.unwrap();
    (elena, boris, source, id)
}

async fn told(p: &Publishing, city: &City, who: &Person) -> Vec<String> {
    let viewer = city.viewer(who).await;
    let mut q = p.store().read();
    let page = notifications::list(&mut q, &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

async fn count(p: &Publishing, id: ContentId) -> i64 {
    let mut q = p.store().read();
    read::cards(&mut q, &Who::Visitor, &[id], &bg()).await.unwrap()[0].adaptation_count
}

async fn taken(p: &Publishing, who: &Who, id: ContentId, author: bool) -> Vec<(String, Standing)> {
    let mut q = p.store().read();
    let all = lineage::taken_up(&mut q, who, id, author, &bg()).await.unwrap();
    all.into_iter().map(|t| (t.card.unwrap().title, t.standing)).collect()
}

fn wrong(error: domain::Result<impl std::fmt::Debug>, field: &str) -> &'static str {
    match error {
        Err(Error::Invalid(errors)) => errors.of(field).unwrap_or_else(|| panic!("{errors:?}")).key,
        other => panic!("{other:?}"),
    }
}

store::on_both! {
    /// The draft begins with the text of the source, but for what tells of the other place.
    async fn an_adaptation_begins_as_a_copy(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let source = source(&p, &elena, "CC-BY-SA-4.0").await;
        let id = adopt(&p, &boris.who, source, Relation::Adopted).await.unwrap();
        let again = adopt(&p, &boris.who, source, Relation::Adopted).await.unwrap();
        assert_eq!(id, again, "what was begun is gone on with");
        let mut q = store.read();
        let (draft, _) = read::draft(&mut q, &boris.who, id).await.unwrap();
        assert_eq!((draft.title.as_str(), draft.licence.as_deref()), ("Заглавие bg", Some("CC-BY-SA-4.0")));
        assert_eq!(draft.sectors.len(), 2);
        assert!(draft.values.contains_key("promise") && draft.values.contains_key("choice"));
        assert!(!draft.values.contains_key("town"), "the place is another");
        assert!(matches!(read::page(&mut q, p.kinds(), &elena.who, id, &[]).await, Err(Error::NotFound)));
        assert_eq!(count(&p, source).await, 0, "a draft is nobody's business");
        assert!(told(&p, &city, &elena).await.is_empty());

        publish(&p, &boris.who, id, |_| {}).await.unwrap();
        assert_eq!(count(&p, source).await, 1);
        assert_eq!(told(&p, &city, &elena).await, ["taken-up"]);
        assert_eq!(taken(&p, &Who::Visitor, source, false).await, [("Заглавие bg".into(), Standing::Recognised)]);
        let parent = lineage::parent(&mut q, &Who::Visitor, id, &bg()).await.unwrap().unwrap();
        assert_eq!((parent.relation, parent.standing), (Relation::Adopted, Standing::Recognised));
        assert!(matches!(parent.source, Source::Here(card) if card.id == source));
        assert!(!parent.behind && parent.state == SourceState::There);
        // A visitor takes nothing up, and nothing is taken up that is not there.
        let refused = adopt(&p, &Who::Visitor, source, Relation::Adopted).await;
        assert!(matches!(refused, Err(Error::SignIn)));
        let nothing = ContentId(uuid::Uuid::from_u128(7));
        assert!(matches!(adopt(&p, &boris.who, nothing, Relation::Adopted).await, Err(Error::NotFound)));
    }

    /// What the licence forbids is refused, and what remains possible is done without the text.
    async fn a_licence_without_changes_leaves_the_deed(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        for (licence, key) in [("CC-BY-ND-4.0", "lineage-error-nd"), ("unknown", "lineage-error-unknown")] {
            let source = source(&p, &elena, licence).await;
            for relation in [Relation::Adapted, Relation::Translated] {
                assert_eq!(wrong(adopt(&p, &boris.who, source, relation).await, "relation"), key);
            }
            let id = adopt(&p, &boris.who, source, Relation::Adopted).await.unwrap();
            let (draft, _) = read::draft(&mut store.read(), &boris.who, id).await.unwrap();
            assert!(draft.title.is_empty() && draft.body.is_empty() && draft.summary.is_empty());
            assert!(!draft.values.contains_key("promise") && !draft.values.contains_key("line"));
            assert!(draft.values.contains_key("choices"), "to whom it is addressed is no text");
            publish(&p, &boris.who, id, |d| d.licence = Some("CC-BY-4.0".into())).await.unwrap();
            // Her own text she may change as she likes.
            adopt(&p, &elena.who, source, Relation::Translated).await.unwrap();
        }
    }

    /// What the licence and the relation demand is asked when it is published, and ever after.
    async fn what_a_source_demands_is_asked_for(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let alike = source(&p, &elena, "CC-BY-SA-4.0").await;
        let id = adopt(&p, &boris.who, alike, Relation::Adapted).await.unwrap();
        let other = |d: &mut Draft| d.licence = Some("CC-BY-4.0".into());
        assert_eq!(wrong(publish(&p, &boris.who, id, other).await, "licence"), "lineage-error-sa");
        let silent = |d: &mut Draft| drop(d.values.remove("changes"));
        assert_eq!(wrong(publish(&p, &boris.who, id, silent).await, "changes"), "lineage-error-changes");
        assert_eq!(count(&p, alike).await, 0);
        publish(&p, &boris.who, id, |_| {}).await.unwrap();
        let (mut draft, _) = read::draft(&mut store.read(), &boris.who, id).await.unwrap();
        draft.licence = Some("CC0-1.0".into());
        let edited = service::edit(&p, &boris.who, id, &draft, "x", None).await;
        assert_eq!(wrong(edited, "licence"), "lineage-error-sa");
        let unpaid = source(&p, &elena, "CC-BY-NC-4.0").await;
        let id = adopt(&p, &boris.who, unpaid, Relation::Adapted).await.unwrap();
        assert_eq!(wrong(publish(&p, &boris.who, id, other).await, "licence"), "lineage-error-nc");
    }

    /// A translation has everything but the words.
    async fn a_translation_begins_without_words(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let source = source(&p, &elena, "CC-BY-4.0").await;
        let new = Adopt { source, relation: Relation::Translated, lang: Lang::english(), organisation: None, illustrative: false };
        let id = lineage::adopt(&p, &boris.who, &Keys, None, new).await.unwrap();
        let (draft, _) = read::draft(&mut store.read(), &boris.who, id).await.unwrap();
        assert_eq!((draft.lang.as_str(), draft.title.as_str()), ("en", ""));
        assert!(draft.values.contains_key("town") && draft.values.contains_key("figures"));
        assert!(!draft.values.contains_key("promise"));
    }

    /// The author of the source has the last word, and can change it.
    async fn the_author_lists_or_does_not(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris, source, id) = pair(&p, &city).await;
        let decided = lineage::decide(&p, &boris.who, source, id, false).await;
        assert!(matches!(decided, Err(Error::Forbidden(_))), "it is not his to say");
        let decided = lineage::decide(&p, &Who::Visitor, source, id, false).await;
        assert!(decided.is_err());
        let decided = lineage::decide(&p, &elena.who, source, source, true).await;
        assert!(matches!(decided, Err(Error::NotFound)), "that says nothing of the kind");
        lineage::decide(&p, &elena.who, source, id, false).await.unwrap();
        assert_eq!(count(&p, source).await, 0);
        assert!(taken(&p, &Who::Visitor, source, false).await.is_empty());
        assert_eq!(taken(&p, &elena.who, source, true).await[0].1, Standing::Refused);
        assert_eq!(told(&p, &city, &boris).await, ["unlisted"]);
        let parent = lineage::parent(&mut store.read(), &Who::Visitor, id, &bg()).await.unwrap().unwrap();
        assert_eq!(parent.standing, Standing::Refused);
        lineage::decide(&p, &elena.who, source, id, true).await.unwrap();
        assert_eq!(count(&p, source).await, 1);
        assert_eq!(taken(&p, &Who::Visitor, source, false).await[0].1, Standing::Recognised);
    }

    /// Whoever she keeps away from is not listed before she says so.
    async fn whom_one_avoids_waits(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        people::avoidance::avoid(&store, &elena.who, boris.actor, people::avoidance::Avoidance::Mute).await.unwrap();
        let source = source(&p, &elena, "CC-BY-4.0").await;
        let id = adopt(&p, &boris.who, source, Relation::Adopted).await.unwrap();
        publish(&p, &boris.who, id, |_| {}).await.unwrap();
        assert_eq!(count(&p, source).await, 0);
        assert!(taken(&p, &Who::Visitor, source, false).await.is_empty());
    }

    /// What is for members stays with them, and so does what was made of it.
    async fn what_is_for_members_stays_with_them(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let closed = city.community("closed").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(closed).await;
        let clara = city.person("clara").await;
        let mut draft = sheet("CC-BY-4.0");
        draft.group = Some(closed);
        let source = service::publish(&p, &elena.who, &draft).await.unwrap();
        assert!(matches!(adopt(&p, &clara.who, source, Relation::Adopted).await, Err(Error::NotFound)));
        let id = adopt(&p, &boris.who, source, Relation::Adapted).await.unwrap();
        let outside = |d: &mut Draft| {
            d.group = None;
            d.visibility = Visibility::Public;
        };
        assert_eq!(wrong(publish(&p, &boris.who, id, outside).await, "community"), "lineage-error-inside");
        publish(&p, &boris.who, id, |_| {}).await.unwrap();
        let mut q = store.read();
        let page = read::page(&mut q, p.kinds(), &boris.who, id, &[]).await.unwrap();
        assert_eq!((page.content.visibility, page.content.group_id), (Visibility::Members, Some(closed)));
        assert_eq!(taken(&p, &boris.who, source, false).await.len(), 1);
        assert!(matches!(read::page(&mut q, p.kinds(), &clara.who, id, &[]).await, Err(Error::NotFound)));
    }

    /// Something for members that takes up what is for everybody is not named there to others.
    async fn what_members_made_is_not_named_to_others(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let boris = city.person("boris").await;
        let closed = city.community("closed").by(&boris).visible(Visibility::Members).await;
        let source = source(&p, &elena, "CC-BY-4.0").await;
        let id = adopt(&p, &boris.who, source, Relation::Adopted).await.unwrap();
        publish(&p, &boris.who, id, |d| d.group = Some(closed)).await.unwrap();
        assert!(taken(&p, &Who::Visitor, source, false).await.is_empty());
        assert_eq!(taken(&p, &boris.who, source, false).await.len(), 1);
        assert_eq!(count(&p, source).await, 0, "a number would tell of it");
        let nodes = tree::tree(&mut store.read(), &Who::Visitor, source, &bg()).await.unwrap();
        assert_eq!(nodes.len(), 1);
    }

    /// Whoever took something up learns that it changed, once, and can see what.
    async fn a_source_that_changes(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris, source, id) = pair(&p, &city).await;
        for title in ["Ново заглавие", "Още по-ново"] {
            let (mut draft, _) = read::draft(&mut store.read(), &elena.who, source).await.unwrap();
            draft.title = title.into();
            draft.values.insert("text".into(), json!("Друг текст"));
            service::edit(&p, &elena.who, source, &draft, "поправки", None).await.unwrap();
        }
        assert_eq!(told(&p, &city, &boris).await, ["source-changed"], "two edits are one thing to look at");
        let mut q = store.read();
        let parent = lineage::parent(&mut q, &boris.who, id, &bg()).await.unwrap().unwrap();
        assert!(parent.behind);
        let found = lineage::difference(&mut q, &p, &boris.who, id).await.unwrap();
        assert_eq!(found.notes.iter().map(|n| n.note.as_str()).collect::<Vec<_>>(), ["поправки", "поправки"]);
        let title = &found.parts[0];
        assert_eq!((title.before.as_str(), title.after.as_str()), ("Заглавие bg", "Още по-ново"));
        assert!(found.parts.iter().any(|part| part.key == "sheet-text"), "{:?}", found.parts);
        assert!(lineage::difference(&mut q, &p, &elena.who, id).await.is_err(), "it is not hers");
        lineage::caught_up(&p, &boris.who, &Keys, None, id).await.unwrap();
        let parent = lineage::parent(&mut q, &boris.who, id, &bg()).await.unwrap().unwrap();
        assert!(!parent.behind);
        assert!(lineage::difference(&mut q, &p, &boris.who, id).await.unwrap().parts.is_empty());
        assert_eq!(taken(&p, &Who::Visitor, source, false).await.len(), 1, "it is still listed");
    }

    /// Of a source that was withdrawn its title stays with whoever took it up.
    async fn a_source_that_is_withdrawn(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris, source, id) = pair(&p, &city).await;
        service::withdraw(&p, &elena.who, source).await.unwrap();
        assert_eq!(told(&p, &city, &boris).await, ["source-withdrawn"]);
        let mut q = store.read();
        let parent = lineage::parent(&mut q, &Who::Visitor, id, &bg()).await.unwrap().unwrap();
        assert_eq!(parent.state, SourceState::Withdrawn);
        assert!(matches!(parent.source, Source::Withdrawn(kept) if kept.title == "Заглавие bg"));
        assert!(matches!(lineage::difference(&mut q, &p, &boris.who, id).await, Err(Error::Gone)));
        let nodes = tree::tree(&mut q, &Who::Visitor, id, &bg()).await.unwrap();
        assert_eq!(nodes.len(), 2);
        assert!(matches!(&nodes[0].what, tree::What::Withdrawn(kept) if kept.title == "Заглавие bg"));
    }

    /// An adaptation that goes leaves nothing behind, and one that is removed comes back with its place.
    async fn an_adaptation_that_goes(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (_, boris, source, id) = pair(&p, &city).await;
        service::remove(&p, &city.admin.who, id, "спам").await.unwrap();
        assert_eq!(count(&p, source).await, 0);
        service::restore(&p, &city.admin.who, id).await.unwrap();
        assert_eq!(count(&p, source).await, 1);
        service::withdraw(&p, &boris.who, id).await.unwrap();
        assert_eq!(count(&p, source).await, 0);
        assert!(taken(&p, &Who::Visitor, source, false).await.is_empty());
    }

    /// The tree has everything that was made of one another, each after its source.
    async fn the_tree_is_the_same_from_everywhere(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (_, _, source, first) = pair(&p, &city).await;
        let mut made = Vec::new();
        for (name, of) in [("clara", source), ("dora", first), ("emil", first)] {
            let person = city.person(name).await;
            let id = adopt(&p, &person.who, of, Relation::Adopted).await.unwrap();
            publish(&p, &person.who, id, |d| d.title = name.into()).await.unwrap();
            made.push(id);
        }
        let mut q = store.read();
        for id in [source, first, made[0], made[2]] {
            let nodes = tree::tree(&mut q, &Who::Visitor, id, &bg()).await.unwrap();
            let said: Vec<(Option<usize>, usize)> = nodes.iter().map(|n| (n.parent, n.depth)).collect();
            assert_eq!(said, [(None, 0), (Some(0), 1), (Some(1), 2), (Some(1), 2), (Some(0), 1)]);
            let here: Vec<_> = nodes.iter().filter(|n| n.here).collect();
            assert!(matches!(&here[..], [n] if matches!(&n.what, tree::What::Here(c) if c.id == id)));
        }
        let listed = read::list(&mut q, &Who::Visitor, &Filter::default(), &bg(), None, 50).await.unwrap();
        assert!(listed.items.iter().all(|c| c.state == State::Published));
        assert_eq!(count(&p, source).await, 2);
        assert_eq!(count(&p, first).await, 2);
    }
}
