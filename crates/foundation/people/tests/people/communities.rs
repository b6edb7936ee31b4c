use std::time::Duration;

use domain::{
    Lang, Sector, Visibility,
    access::{JoinPolicy, Standing, Who, act},
};
use people::{
    Markup, Page, accounts,
    avoidance::{self, Avoidance},
    communities::{
        self, CommunityCard, CommunityFilter, CommunityForm, CommunitySort, CommunityText, Counts,
        Joined,
    },
    moderation, notifications,
    site::{self, Founding, SiteUpdate},
    testing::city,
};
use store::{Store, TestClock};

use crate::{fields, key};

fn en() -> Lang {
    Lang::english()
}

fn handles(page: &Page<CommunityCard>) -> Vec<&str> {
    page.items.iter().map(|c| c.handle.as_str()).collect()
}

fn form(name: &str) -> CommunityForm {
    CommunityForm {
        texts: vec![
            CommunityText {
                lang: Lang::bulgarian(),
                name: name.to_owned(),
                headline: "Как новодошлите намират работа".to_owned(),
                purpose: Markup::plain("Дълго."),
            },
            CommunityText {
                headline: "How newcomers find work".to_owned(),
                ..CommunityText::empty(en())
            },
            CommunityText::empty(Lang::parse("de").unwrap()),
        ],
        handle: String::new(),
        sectors: vec![Sector::parse("employment").unwrap()],
        languages: vec![Lang::bulgarian(), en()],
        join_policy: JoinPolicy::Approval,
        visibility: Visibility::Members,
        rules: Markup::plain("Бъдете добри."),
        illustrative: false,
    }
}

store::on_both! {
    async fn a_community_is_opened_and_changed(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        assert_eq!(key(communities::create(&store, &Who::Visitor, form("Работа")).await), "sign-in");
        let bad = CommunityForm {
            texts: vec![CommunityText::empty(en())],
            visibility: Visibility::Unlisted,
            ..form("")
        };
        let bad = communities::create(&store, &elena.who, bad).await;
        assert_eq!(fields(bad), ["name.en", "headline.en", "visibility"]);
        let id = communities::create(&store, &elena.who, form("Работа за всички")).await.unwrap();

        let q = &mut store.read();
        let page = communities::page(q, &elena.who, "RABOTA_za_vsichki", "", &en()).await.unwrap();
        assert_eq!(page.community.id, id);
        assert_eq!(page.community.standing, Standing::Facilitator);
        assert_eq!(page.community.member_count, 1);
        assert_eq!(page.texts.len(), 2);
        assert_eq!(page.texts[1].name, "Работа за всички");
        assert_eq!(page.sectors[0].slug(), "employment");
        assert_eq!(page.languages, [Lang::bulgarian(), en()]);
        assert_eq!(page.facilitators[0].handle, "elena");
        assert_eq!(page.rules_html, "<p>Бъдете добри.</p>");

        let boris = city.person("boris").await;
        assert_eq!(key(communities::update(&store, &boris.who, id, form("X")).await), "error-forbidden");
        let change = CommunityForm {
            join_policy: JoinPolicy::Open,
            visibility: Visibility::Public,
            sectors: Vec::new(),
            ..form("Труд")
        };
        communities::update(&store, &elena.who, id, change).await.unwrap();
        let after = communities::by_id(q, &boris.who, id).await.unwrap();
        assert_eq!((after.name.as_str(), after.join_policy), ("Труд", JoinPolicy::Open));
        assert_eq!(after.visibility, Visibility::Members, "fixed when it was made");
        assert_eq!(after.standing, Standing::Outsider);
    }

    async fn only_moderators_found_where_the_house_says_so(store: Store) {
        let city = city(&store).await;
        let (elena, maria) = (city.person("elena").await, city.person("maria").moderator().await);
        let site = site::loaded(&mut store.read()).await.unwrap();
        let change = SiteUpdate {
            name: site.name,
            tagline: site.tagline,
            description: site.description,
            rules: site.rules,
            default_lang: site.default_lang,
            languages: site.languages,
            timezone: site.timezone,
            registration: site.registration,
            founding: Founding::Moderators,
            contact: site.contact,
        };
        site::update(&store, &city.admin.who, change).await.unwrap();
        assert_eq!(key(communities::create(&store, &elena.who, form("A")).await), "error-founding");
        communities::create(&store, &maria.who, form("A")).await.unwrap();
    }

    async fn joining_follows_the_policy(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let boris = city.person("boris").await;
        let open = city.community("open").by(&elena).await;
        let asked = city.community("asked").by(&elena).by_approval().await;
        let invited = city.community("invited").by(&elena).by_invitation().await;
        let join = |who, group| communities::join(&store, who, group, "Здравейте");

        assert_eq!(key(join(&Who::Visitor, open).await), "sign-in");
        assert_eq!(join(&boris.who, open).await.unwrap(), Joined::Member);
        assert_eq!(join(&boris.who, open).await.unwrap(), Joined::Member);
        assert_eq!(join(&boris.who, asked).await.unwrap(), Joined::Requested);
        assert_eq!(join(&boris.who, asked).await.unwrap(), Joined::Requested);
        assert_eq!(key(join(&boris.who, invited).await), "error-invitation-only");

        let q = &mut store.read();
        assert_eq!(communities::by_id(q, &boris.who, open).await.unwrap().member_count, 2);
        assert_eq!(communities::by_id(q, &boris.who, asked).await.unwrap().member_count, 1);
        let waiting =
            communities::requests(q, &elena.who, asked, Standing::Requested, &en()).await.unwrap();
        assert_eq!((waiting[0].handle.as_str(), waiting[0].note.as_str()), ("boris", "Здравейте"));
        let curious = communities::requests(q, &boris.who, asked, Standing::Requested, &en()).await;
        assert_eq!(key(curious), "error-forbidden");

        let told = city.viewer(&elena).await;
        let list = notifications::list(q, &told, &en(), None, 9).await.unwrap();
        assert_eq!(list.items.len(), 1);
        assert_eq!(list.items[0].kind, notifications::kind::MEMBERSHIP_REQUEST);
        assert_eq!((list.items[0].by_name.as_str(), list.items[0].group_name.as_str()), ("Boris", "Asked"));

        let decide = |accept| communities::handle_request(&store, &elena.who, asked, boris.actor, accept);
        decide(true).await.unwrap();
        assert_eq!(key(decide(false).await), "error-request-over");
        assert_eq!(communities::by_id(q, &boris.who, asked).await.unwrap().member_count, 2);
        communities::leave(&store, &boris.who, asked).await.unwrap();
        join(&boris.who, asked).await.unwrap();
        communities::withdraw(&store, &boris.who, asked).await.unwrap();
        assert_eq!(key(decide(true).await), "error-request-over");

        communities::invite(&store, &elena.who, invited, boris.actor).await.unwrap();
        communities::decline(&store, &boris.who, invited).await.unwrap();
        assert_eq!(key(join(&boris.who, invited).await), "error-invitation-only");
        communities::invite(&store, &elena.who, invited, boris.actor).await.unwrap();
        assert_eq!(join(&boris.who, invited).await.unwrap(), Joined::Member);
        let again = communities::invite(&store, &elena.who, invited, boris.actor).await;
        assert_eq!(key(again), "error-already-member");
        let viewer = city.viewer(&boris).await;
        assert_eq!(viewer.unread, 3, "accepted once, invited twice");
        notifications::mark_all_read(&store, &viewer).await.unwrap();
        assert_eq!(notifications::unread(q, boris.actor).await.unwrap(), 0);
    }

    async fn a_community_is_never_without_a_facilitator(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let jobs = city.community("jobs").by(&elena).await;
        let last = "error-last-facilitator";
        let ada = &city.admin.who;
        assert_eq!(key(communities::leave(&store, &elena.who, jobs).await), last);
        assert_eq!(key(communities::step_down(&store, &elena.who, jobs).await), last);
        assert_eq!(key(communities::remove(&store, ada, jobs, elena.actor, "").await), last);
        assert_eq!(key(communities::ban(&store, ada, jobs, elena.actor, "").await), last);
        assert_eq!(key(communities::ban(&store, &elena.who, jobs, elena.actor, "").await), "error-ban-self");
        let hand = |to| communities::hand_over(&store, &elena.who, jobs, to);
        assert_eq!(key(hand(boris.actor).await), "error-not-member");
        communities::join(&store, &boris.who, jobs, "").await.unwrap();
        hand(boris.actor).await.unwrap();
        let q = &mut store.read();
        assert_eq!(communities::standing(q, jobs, boris.actor).await.unwrap(), Standing::Facilitator);
        assert_eq!(communities::standing(q, jobs, elena.actor).await.unwrap(), Standing::Member);
        assert_eq!(key(hand(boris.actor).await), "error-forbidden");

        communities::appoint(&store, &boris.who, jobs, elena.actor).await.unwrap();
        let (a, b) = tokio::join!(
            communities::step_down(&store, &elena.who, jobs),
            communities::leave(&store, &boris.who, jobs),
        );
        assert!(a.is_ok() != b.is_ok(), "one of them stays: {a:?} {b:?}");
        assert_eq!(communities::facilitators(q, jobs, &en()).await.unwrap().len(), 1);
    }

    async fn whoever_is_banned_stays_out(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        assert_eq!(key(communities::ban(&store, &boris.who, jobs, elena.actor, "").await), "error-forbidden");
        communities::ban(&store, &elena.who, jobs, boris.actor, "Реклами").await.unwrap();
        assert_eq!(key(communities::join(&store, &boris.who, jobs, "").await), "error-banned");
        communities::leave(&store, &boris.who, jobs).await.unwrap();
        assert_eq!(key(communities::join(&store, &boris.who, jobs, "").await), "error-banned");
        let again = communities::invite(&store, &elena.who, jobs, boris.actor).await;
        assert_eq!(key(again), "error-banned-member");
        let q = &mut store.read();
        assert_eq!(communities::by_id(q, &elena.who, jobs).await.unwrap().member_count, 1);
        communities::unban(&store, &elena.who, jobs, boris.actor).await.unwrap();
        communities::join(&store, &boris.who, jobs, "").await.unwrap();
        communities::remove(&store, &elena.who, jobs, boris.actor, "").await.unwrap();
        let gone = communities::remove(&store, &elena.who, jobs, boris.actor, "").await;
        assert_eq!(key(gone), "error-not-member");

        let log = moderation::log(&store, &elena.who, Some(jobs), &en(), None, 9).await.unwrap();
        let actions: Vec<&str> = log.items.iter().map(|e| e.action.as_str()).collect();
        assert_eq!(actions.len(), 3);
        assert!(["ban", "unban", "remove-member"].iter().all(|a| actions.contains(a)));
        assert!(log.items.iter().any(|e| e.reason == "Реклами"));
        let outside = moderation::log(&store, &boris.who, Some(jobs), &en(), None, 9).await;
        assert_eq!(key(outside), "error-members-only");
    }

    async fn organisations_are_members_too(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).by_approval().await;
        let refused = communities::join_as(&store, &elena.who, jobs, city.organisation).await;
        assert_eq!(key(refused), "not-found");
        let ada = &city.admin.who;
        let joined = communities::join_as(&store, ada, jobs, city.organisation).await.unwrap();
        assert_eq!(joined, Joined::Requested);
        communities::handle_request(&store, &elena.who, jobs, city.organisation, true).await.unwrap();
        let host = communities::appoint(&store, &elena.who, jobs, city.organisation).await;
        assert_eq!(key(host), "error-facilitator-person");
        let q = &mut store.read();
        let page = communities::members(q, &Who::Visitor, jobs, &en(), None, 1).await.unwrap();
        assert_eq!(page.items[0].handle, "elena");
        let page = communities::members(q, &Who::Visitor, jobs, &en(), page.next.as_ref(), 1).await.unwrap();
        assert_eq!(page.items[0].handle, "haskovo");
        assert!(page.next.is_none());
        let of = communities::of_member(q, &Who::Visitor, city.organisation, &en()).await.unwrap();
        assert_eq!(of[0].handle, "jobs");
    }

    async fn nobody_sees_more_than_she_may(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let boris = city.person("boris").await;
        city.community("public").by(&elena).await;
        let inner = city.community("inner").by(&elena).visible(Visibility::Members).await;
        let local = city.community("local").by(&elena).visible(Visibility::Local).await;
        let q = &mut store.read();
        let filter = CommunityFilter { sort: CommunitySort::Name, ..CommunityFilter::default() };
        let seen = communities::list(q, &Who::Visitor, &filter, &en(), None, 9).await.unwrap();
        assert_eq!(handles(&seen), ["inner", "public"]);
        let seen = communities::list(q, &boris.who, &filter, &en(), None, 9).await.unwrap();
        assert_eq!(handles(&seen), ["inner", "local", "public"]);
        assert_eq!(key(communities::page(q, &Who::Visitor, "local", "", &en()).await), "not-found");
        assert_eq!(key(communities::join(&store, &Who::Visitor, local, "").await), "not-found");
        let members = |who| {
            let mut q = store.read();
            async move { communities::members(&mut q, &who, inner, &en(), None, 9).await }
        };
        assert_eq!(key(members(Who::Visitor).await), "sign-in");
        assert_eq!(key(members(boris.who).await), "error-members-only");
        members(elena.who).await.unwrap();
        let hers = communities::of_member(q, &boris.who, elena.actor, &en()).await.unwrap();
        assert_eq!(hers.len(), 1);
        let own = communities::of_member(q, &elena.who, elena.actor, &en()).await.unwrap();
        assert_eq!(own.len(), 3);
        let post = communities::permitted::<act::Post>(q, &boris.who, inner).await;
        assert_eq!(key(post), "error-forbidden");
        communities::permitted::<act::Post>(q, &elena.who, inner).await.unwrap();
    }

    async fn lists_are_filtered_sorted_and_go_on(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let tick = Duration::from_mins(1);
        let mut ids = Vec::new();
        for name in ["Вода", "Аз", "Бор"] {
            clock.advance(tick);
            ids.push(communities::create(&store, &elena.who, form(name)).await.unwrap());
        }
        clock.advance(tick);
        let mut tx = store.begin().await.unwrap();
        let more = Counts { discussions: 1, practices: 2 };
        communities::record_activity(&mut tx, ids[0], more, Some(store.now())).await.unwrap();
        communities::record_activity(&mut tx, ids[0], Counts { practices: -1, discussions: 0 }, None)
            .await
            .unwrap();
        tx.save().await.unwrap();

        let q = &mut store.read();
        for (sort, expected) in [
            (CommunitySort::Active, ["voda", "bor", "az"]),
            (CommunitySort::New, ["bor", "az", "voda"]),
            (CommunitySort::Name, ["az", "bor", "voda"]),
        ] {
            let filter = CommunityFilter { sort, ..CommunityFilter::default() };
            let first = communities::list(q, &elena.who, &filter, &en(), None, 2).await.unwrap();
            let next = first.next.as_ref();
            let second = communities::list(q, &elena.who, &filter, &en(), next, 2).await.unwrap();
            assert_eq!([handles(&first), handles(&second)].concat(), expected, "{sort:?}");
            assert!(second.next.is_none());
        }
        let find = |text: &str, sector: Option<&str>, language: Option<Lang>| {
            let filter = CommunityFilter {
                text: text.to_owned(),
                sector: sector.and_then(Sector::parse),
                language,
                sort: CommunitySort::Name,
            };
            let mut q = store.read();
            async move {
                let found = communities::list(&mut q, &Who::Visitor, &filter, &en(), None, 9).await;
                found.unwrap().items.len()
            }
        };
        assert_eq!(find("вОДа", None, None).await, 1);
        assert_eq!(find("NEWCOMERS", None, None).await, 3);
        assert_eq!(find("", Some("employment"), Some(en())).await, 3);
        assert_eq!(find("", Some("housing"), None).await, 0);
        assert_eq!(find("", None, Lang::parse("de")).await, 0);

        let mine = communities::mine(q, elena.actor, &en()).await.unwrap();
        assert_eq!(mine[0].card.headline, "How newcomers find work");
        assert_eq!((mine[0].card.discussion_count, mine[0].card.practice_count), (1, 1));
        assert!(mine[0].unread && !mine[1].unread);
        communities::mark_seen(&store, &elena.who, ids[0]).await.unwrap();
        assert!(!communities::mine(q, elena.actor, &en()).await.unwrap()[0].unread);
    }

    async fn one_keeps_away_from_somebody(store: Store) {
        let city = city(&store).await;
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let jobs = city.community("jobs").by(&elena).await;
        let avoid = |how| avoidance::avoid(&store, &boris.who, elena.actor, how);
        avoid(Avoidance::Mute).await.unwrap();
        let q = &mut store.read();
        assert!(!avoidance::is_blocked(q, elena.actor, boris.actor).await.unwrap());
        communities::invite(&store, &elena.who, jobs, boris.actor).await.unwrap();
        assert_eq!(city.viewer(&boris).await.unread, 0, "a muted person is not heard");
        communities::decline(&store, &boris.who, jobs).await.unwrap();
        avoid(Avoidance::Block).await.unwrap();
        assert!(avoidance::is_blocked(q, elena.actor, boris.actor).await.unwrap());
        let refused = communities::invite(&store, &elena.who, jobs, boris.actor).await;
        assert_eq!(key(refused), "error-blocked");
        let list = avoidance::list(q, &boris.who, &en()).await.unwrap();
        assert_eq!((list[0].0.handle.as_str(), list[0].1), ("elena", Avoidance::Block));
        assert_eq!(avoidance::avoided(q, boris.actor).await.unwrap(), [elena.actor]);
        let own = avoidance::avoid(&store, &boris.who, boris.actor, Avoidance::Mute).await;
        assert_eq!(key(own), "error-avoid-self");
        assert_eq!(key(avoidance::avoid(&store, &boris.who, jobs, Avoidance::Mute).await), "not-found");
        avoidance::forgive(&store, &boris.who, elena.actor).await.unwrap();
        assert_eq!(avoidance::of(q, boris.actor, elena.actor).await.unwrap(), None);
    }

    async fn a_closed_community_can_only_be_read(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        communities::close(&store, &elena.who, jobs).await.unwrap();
        let q = &mut store.read();
        communities::page(q, &Who::Visitor, "jobs", "", &en()).await.unwrap();
        let boris = city.person("boris").await;
        let refused = communities::join(&store, &boris.who, jobs, "").await;
        assert_eq!(key(refused), "error-community-closed");
        assert!(communities::permitted::<act::Post>(q, &elena.who, jobs).await.is_err());
        let all = CommunityFilter::default();
        assert!(communities::list(q, &elena.who, &all, &en(), None, 9).await.unwrap().items.is_empty());
        accounts::close(&store, &city.admin.who, elena.account).await.unwrap();
    }
}
