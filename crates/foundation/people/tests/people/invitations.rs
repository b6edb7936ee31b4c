use std::time::Duration;

use domain::{
    Lang,
    access::{Role, Standing},
};
use people::{
    SignedIn, Token, accounts, communities,
    invitations::{self, NewInvitation},
    sessions,
    sign_up::{self, SignUp},
    site::{self, Founding, Registration, SiteUpdate},
    testing::{City, PASSWORD, city, client},
};
use store::{Store, TestClock};

use crate::{fields, key};

fn form(name: &str, invitation: Option<&Token>) -> SignUp {
    SignUp {
        name: name.to_owned(),
        handle: String::new(),
        email: format!("{}@example.org", name.to_lowercase()),
        password: PASSWORD.to_owned(),
        lang: Lang::english(),
        invitation: invitation.cloned(),
    }
}

async fn come(city: &City, form: SignUp) -> domain::Result<SignedIn> {
    let here = client("192.0.2.1");
    sign_up::sign_up(&city.store, &city.passwords, &city.attempts, form, &here).await
}

async fn register(city: &City, registration: Registration) {
    let site = site::loaded(&mut city.store.read()).await.unwrap();
    let change = SiteUpdate {
        name: site.name,
        tagline: site.tagline,
        description: site.description,
        rules: site.rules,
        default_lang: site.default_lang,
        languages: site.languages,
        timezone: site.timezone,
        registration,
        founding: Founding::Everyone,
        contact: site.contact,
    };
    site::update(&city.store, &city.admin.who, change).await.unwrap();
}

store::on_both! {
    async fn whoever_may_come_comes(store: Store) {
        let city = city(&store).await;
        let here = come(&city, form("Irena", None)).await.unwrap();
        let q = &mut store.read();
        let viewer = sessions::viewer(q, here.token.hash(), store.now()).await.unwrap().unwrap();
        assert_eq!((viewer.handle.as_str(), viewer.role), ("irena", Role::Member));
        assert_eq!(viewer.lang, Some(Lang::english()));
        assert_eq!(sign_up::propose_handle(q, "Ирена").await.unwrap(), "irena_2");
        assert_eq!(fields(come(&city, form("Irena", None)).await), ["email"]);
        let bad = SignUp { handle: "no way".to_owned(), password: "irena".to_owned(), ..form("", None) };
        assert_eq!(fields(come(&city, bad).await), ["name", "handle", "email", "password"]);

        register(&city, Registration::Invitation).await;
        assert_eq!(key(come(&city, form("Two", None)).await), "error-invitation-needed");
        register(&city, Registration::Closed).await;
        assert_eq!(key(come(&city, form("Two", None)).await), "error-registration-closed");
        let new = NewInvitation::default();
        let (_, link) = invitations::create(&store, &city.admin.who, new).await.unwrap();
        come(&city, form("Two", Some(&link))).await.unwrap();
    }

    async fn an_invitation_gives_what_it_says(store: Store) {
        let city = city(&store).await;
        register(&city, Registration::Invitation).await;
        let jobs = city.community("jobs").by_invitation().await;
        let new = NewInvitation {
            role: Role::Moderator,
            organisation: Some(city.organisation),
            community: Some(jobs),
            note: " За  колегите ".to_owned(),
            uses: 2,
            days: 3,
        };
        let (made, link) = invitations::create(&store, &city.admin.who, new).await.unwrap();
        assert_eq!((made.note.as_str(), made.community_name.as_str()), ("За колегите", "Jobs"));
        assert!(made.by_administrator);
        let here = come(&city, form("Irena", Some(&link))).await.unwrap();
        let q = &mut store.read();
        let account = accounts::of_actor(q, here.actor).await.unwrap();
        assert_eq!(account.role, Role::Moderator);
        assert_eq!(communities::standing(q, jobs, here.actor).await.unwrap(), Standing::Member);
        let viewer = sessions::viewer(q, here.token.hash(), store.now()).await.unwrap().unwrap();
        assert_eq!(viewer.organisation_id, Some(city.organisation));

        let boris = city.viewer(&city.person("boris").await).await;
        assert_eq!(invitations::accept(&store, &boris, &link).await.unwrap(), jobs);
        assert_eq!(key(invitations::accept(&store, &boris, &link).await), "error-invitation-over");
        let list = invitations::list(&store, &city.admin.who, None).await.unwrap();
        assert_eq!((list[0].uses, list[0].uses_left), (2, 0));
        assert_eq!(communities::by_id(q, &city.admin.who, jobs).await.unwrap().member_count, 3);
    }

    async fn uses_run_out_whoever_comes_at_once(store: Store) {
        let city = city(&store).await;
        let new = NewInvitation { uses: 2, ..NewInvitation::default() };
        let (_, link) = invitations::create(&store, &city.admin.who, new).await.unwrap();
        let (a, b, c, d) = tokio::join!(
            come(&city, form("Anna", Some(&link))),
            come(&city, form("Bela", Some(&link))),
            come(&city, form("Cveta", Some(&link))),
            come(&city, form("Dara", Some(&link))),
        );
        let came = [&a, &b, &c, &d].iter().filter(|r| r.is_ok()).count();
        assert_eq!(came, 2);
        assert_eq!(key(come(&city, form("Ema", Some(&link))).await), "error-invitation-over");
    }

    async fn facilitators_invite_into_their_community_only(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).by_invitation().await;
        let health = city.community("health").await;
        let into = |group| NewInvitation { community: Some(group), ..NewInvitation::default() };
        let make = |new| invitations::create(&store, &elena.who, new);
        let (made, link) = make(into(jobs)).await.unwrap();
        assert!(!made.by_administrator);
        assert_eq!(key(make(into(health)).await), "error-forbidden");
        assert_eq!(key(make(NewInvitation::default()).await), "not-found");
        let admin = NewInvitation { role: Role::Administrator, ..into(jobs) };
        assert_eq!(key(make(admin).await), "not-found");
        let never = NewInvitation { uses: 0, days: 1000, ..into(jobs) };
        assert_eq!(fields(make(never).await), ["uses", "days"]);

        register(&city, Registration::Closed).await;
        let refused = come(&city, form("Irena", Some(&link))).await;
        assert_eq!(key(refused), "error-registration-closed");
        register(&city, Registration::Invitation).await;
        let list = invitations::list(&store, &elena.who, Some(jobs)).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(key(invitations::list(&store, &elena.who, None).await), "not-found");
        let boris = city.person("boris").await;
        assert_eq!(key(invitations::revoke(&store, &boris.who, made.id).await), "error-forbidden");
        invitations::revoke(&store, &elena.who, made.id).await.unwrap();
        assert_eq!(key(come(&city, form("Irena", Some(&link))).await), "error-invitation-over");
    }

    async fn old_links_and_links_to_nowhere(store: Store, clock: TestClock) {
        let city = city(&store).await;
        let boris = city.person("boris").await;
        let jobs = city.community("jobs").await;
        let (_, plain) =
            invitations::create(&store, &city.admin.who, NewInvitation::default()).await.unwrap();
        let viewer = city.viewer(&boris).await;
        let refused = invitations::accept(&store, &viewer, &plain).await;
        assert_eq!(key(refused), "error-invitation-no-community");
        let q = &mut store.read();
        invitations::open(q, &plain, store.now()).await.unwrap();

        let new = NewInvitation { community: Some(jobs), uses: 9, ..NewInvitation::default() };
        let (_, link) = invitations::create(&store, &city.admin.who, new).await.unwrap();
        communities::ban(&store, &city.admin.who, jobs, boris.actor, "spam").await.unwrap();
        assert_eq!(key(invitations::accept(&store, &viewer, &link).await), "error-banned");
        communities::close(&store, &city.admin.who, jobs).await.unwrap();
        let elena = city.viewer(&city.person("elena").await).await;
        let closed = invitations::accept(&store, &elena, &link).await;
        assert_eq!(key(closed), "error-community-closed");
        clock.advance(Duration::from_hours(14 * 24));
        assert_eq!(key(invitations::open(q, &link, store.now()).await), "not-found");
    }
}
