//! The demonstration, filled as the command fills it: what was written in one city is in the others.

use std::net::TcpListener;

use content::{
    lineage::{self, tree},
    read,
};
use domain::{
    Error, Lang,
    access::{Standing, Who},
};
use federation::actor;
use guildhall::demo::{fill::fill, records::Records, town::Town, writing::Written};
use people::communities;
use tempfile::TempDir;

struct Demo {
    towns: Vec<Town>,
    written: Written,
    records: Records,
    _folder: TempDir,
}

impl Demo {
    async fn fill() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let records = Records::load().expect("the records");
        let free: Vec<TcpListener> = records
            .instances
            .iter()
            .map(|_| TcpListener::bind("127.0.0.1:0").expect("a free port"))
            .collect();
        let ports: Vec<u16> =
            free.iter().map(|l| l.local_addr().expect("an address").port()).collect();
        drop(free);
        let mut towns = Vec::new();
        for (instance, port) in records.instances.iter().zip(ports) {
            towns.push(Town::start(instance, folder.path(), port).await.expect("it starts"));
        }
        let written = fill(&mut towns, &records, |_| {}).await.expect("everything arrives");
        Self { towns, written, records, _folder: folder }
    }

    fn town(&self, slug: &str) -> &Town {
        self.towns.iter().find(|t| t.slug == slug).expect("it runs")
    }

    /// What a visitor of a town reads.
    async fn page(&self, town: &str, what: &str) -> read::Page {
        let town = self.town(town);
        let id = town
            .copy_of(&self.written[what])
            .await
            .expect("the store answers")
            .expect("it has arrived");
        let (mut q, lang) = (town.store().read(), Lang::bulgarian());
        let kinds = town.city.app.kinds();
        read::page(&mut q, kinds, &Who::Visitor, id, &[lang]).await.expect("everybody may read it")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_in_one_city_is_in_the_others() {
    let demo = Demo::fill().await;

    // Written at Haskovo in a community that lives at Bridges, with members from Sofia.
    let home = demo.page("haskovo", "gishe-na-kolela").await;
    assert!(home.content.host.is_empty() && !home.content.home.is_empty());
    for town in ["bridges", "sofia"] {
        let copy = demo.page(town, "gishe-na-kolela").await;
        assert_eq!(copy.content.host, demo.town("haskovo").origin.authority());
        assert_eq!(copy.text.title, home.text.title);
        assert_eq!(copy.content.published_at, home.content.published_at, "{town}");
        assert!(copy.content.illustrative && copy.content.group_id.is_some());
    }

    // Whatever two cities have of one thing, they count alike.
    let mut copies = 0;
    for (what, iri) in &demo.written {
        let mut seen = None;
        for town in &demo.towns {
            let Some(id) = town.copy_of(iri).await.unwrap() else { continue };
            let (mut q, kinds) = (town.store().read(), town.city.app.kinds());
            let Ok(page) = read::page(&mut q, kinds, &Who::Visitor, id, &[]).await else {
                continue;
            };
            let c = &page.content;
            let counts = (c.comment_count, c.reaction_count, c.answer_id.is_some(), c.revision);
            let edited = c.edited_at.is_some();
            copies += i32::from(!c.host.is_empty());
            let first = *seen.get_or_insert((counts, edited));
            assert_eq!((counts, edited), first, "{what} at {}", town.slug);
        }
    }
    assert!(copies > 60, "{copies} copies");
    let thread = demo.page("sofia", "counter-who-decides").await;
    assert_eq!(thread.content.comment_count, 6);
    assert!(thread.content.answer_id.is_some() && thread.content.pinned_at.is_some());

    // Everybody is in, and who is to facilitate from elsewhere does.
    for record in demo.records.communities.iter().filter(|c| c.visibility == "public") {
        let everybody = record.facilitators.len() + record.members.len();
        let home = demo.town(&record.instance);
        let (mut q, id) = (home.store().read(), home.communities[&record.slug]);
        let group = communities::by_id(&mut q, &Who::Visitor, id).await.unwrap();
        assert_eq!(group.member_count, i64::try_from(everybody).unwrap(), "{}", record.slug);
    }
    let haskovo = demo.town("haskovo");
    let mut q = haskovo.store().read();
    let sofia = demo.town("sofia").origin.authority();
    let radina = actor::by_handle(&mut q, "radina_toteva", sofia).await.unwrap().unwrap();
    let group = haskovo.communities["izneseni-priemni"];
    let standing = communities::standing(&mut q, group, radina.id).await.unwrap();
    assert_eq!(standing, Standing::Facilitator);

    // What is for members alone has not left its city.
    for town in ["haskovo", "bridges"].map(|t| demo.town(t)) {
        let mut q = town.store().read();
        let group = actor::by_handle(&mut q, "mestna_grupa_sofia", sofia).await.unwrap();
        assert_eq!(group, None);
        for what in ["obshtinski-zhilishta", "edin-kazus-edna-myarka"] {
            assert_eq!(town.copy_of(&demo.written[what]).await.unwrap(), None, "{what}");
        }
    }
    let sofia = demo.town("sofia");
    let id = sofia.copy_of(&demo.written["obshtinski-zhilishta"]).await.unwrap().unwrap();
    let (mut q, kinds) = (sofia.store().read(), sofia.city.app.kinds());
    let page = read::page(&mut q, kinds, &Who::Visitor, id, &[]).await;
    assert!(matches!(page, Err(Error::NotFound)));

    // Rijnhaven taught Haskovo, and learnt from it; every city knows that both sides say so.
    for town in ["haskovo", "bridges", "sofia"] {
        let last = demo.page(town, "tafel-in-de-bibliotheek").await.content.id;
        let mut q = demo.town(town).store().read();
        let lang = Lang::bulgarian();
        let nodes = tree::tree(&mut q, &Who::Visitor, last, &lang).await.unwrap();
        assert_eq!(nodes.iter().map(|n| n.depth).collect::<Vec<_>>(), [0, 1, 2], "{town}");
        assert!(nodes.iter().all(|n| n.standing == lineage::Standing::Recognised), "{town}");
        let first = demo.page(town, "one-counter-one-plan").await.content.id;
        let taken = lineage::taken_up(&mut q, &Who::Visitor, first, false, &lang).await.unwrap();
        assert!(taken[0].notes.contains_key("adaptation_failed"), "{town}: {taken:?}");
    }

    for town in demo.towns {
        town.city.stop().await;
    }
}
