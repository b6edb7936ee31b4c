use domain::{
    Lang,
    access::{Role, Who},
};
use people::{
    Passwords, Texts, Token, accounts, organisations, sessions,
    setup::{self, SetUp},
    site::{self, Founding, OriginError, Registration, SiteUpdate},
    testing::{city, client, form},
};
use store::{Store, TestClock};

use crate::{fields, key};

store::on_both! {
    async fn set_up_works_once(store: Store) {
        let passwords = Passwords::new(store.world());
        let old = setup::offer(&store).await.unwrap().unwrap();
        let link = setup::offer(&store).await.unwrap().unwrap();
        assert_eq!(key(setup::check(&store, &old).await), "not-found");
        setup::check(&store, &link).await.unwrap();

        let here = client("192.0.2.1");
        let wrong = Token::new(store.world());
        let refused = setup::set_up(&store, &passwords, &wrong, form(), &here).await;
        assert_eq!(key(refused), "not-found");

        let done = setup::set_up(&store, &passwords, &link, form(), &here).await.unwrap();
        let again = setup::set_up(&store, &passwords, &link, form(), &here).await;
        assert_eq!(key(again), "error-setup-done");
        assert_eq!(key(setup::check(&store, &link).await), "error-setup-done");
        assert!(setup::offer(&store).await.unwrap().is_none());
        let house = setup::set_up_by_house(&store, &passwords, &Who::Operator, form()).await;
        assert_eq!(key(house), "error-setup-done");

        let q = &mut store.read();
        let viewer = sessions::viewer(q, done.token.hash(), store.now()).await.unwrap().unwrap();
        assert_eq!((viewer.handle.as_str(), viewer.role), ("ada", Role::Administrator));
        let site = site::loaded(q).await.unwrap();
        assert_eq!(viewer.organisation_id, Some(site.organisation));
        assert_eq!(site.languages, [Lang::bulgarian(), Lang::english()]);
        let own = organisations::by_id(q, site.organisation, &Lang::english()).await.unwrap();
        assert_eq!((own.name.as_str(), own.nuts.as_str()), ("Община Хасково", "BG422"));
        assert_eq!(own.people_count, 1);
    }

    async fn two_who_set_up_in_the_same_moment(store: Store) {
        let passwords = Passwords::new(store.world());
        let link = setup::offer(&store).await.unwrap().unwrap();
        let here = client("192.0.2.1");
        let (a, b) = tokio::join!(
            setup::set_up(&store, &passwords, &link, form(), &here),
            setup::set_up(&store, &passwords, &link, form(), &here),
        );
        assert!(a.is_ok() != b.is_ok(), "exactly one of them");
    }

    async fn what_cannot_be_accepted_is_named(store: Store) {
        let passwords = Passwords::new(store.world());
        let link = setup::offer(&store).await.unwrap().unwrap();
        let bad = SetUp {
            name: Texts::one(Lang::bulgarian(), " "),
            organisation_name: Texts::default(),
            organisation_handle: "а".to_owned(),
            country: "Bulgaria".to_owned(),
            timezone: "Europe/Atlantis".to_owned(),
            origin: "http://haskovo.example.org".to_owned(),
            administrator_name: String::new(),
            administrator_handle: "admin".to_owned(),
            email: "x".to_owned(),
            password: "password".to_owned(),
            ..form()
        };
        let result = setup::set_up(&store, &passwords, &link, bad, &client("192.0.2.1")).await;
        assert_eq!(
            fields(result),
            [
                "name.bg", "timezone", "origin", "organisation_handle", "country",
                "administrator_name", "administrator_handle", "email", "password"
            ]
        );
        let same = SetUp { administrator_handle: "haskovo".to_owned(), ..form() };
        let result = setup::set_up(&store, &passwords, &link, same, &client("192.0.2.1")).await;
        assert_eq!(fields(result), ["administrator_handle"]);
        setup::check(&store, &link).await.unwrap();
    }

    async fn the_origin_is_fixed_once(store: Store) {
        let origin = |s: &'static str| site::settle_origin(&store, Some(s));
        assert!(origin("https://haskovo.example.org").await.unwrap().is_none());
        let city = city(&store).await;
        assert!(site::settle_origin(&store, None).await.unwrap().is_none());
        let Err(OriginError::Malformed { .. }) = origin("http://haskovo.example.org").await else {
            panic!("plain http");
        };
        let fixed = origin("https://Haskovo.example.org/").await.unwrap().unwrap();
        assert_eq!(fixed.as_str(), "https://haskovo.example.org");
        let other = origin("https://sofia.example.org").await.unwrap_err().to_string();
        assert!(other.contains("sofia") && other.contains("haskovo") && other.contains("remedy"));
        let again = site::settle_origin(&store, None).await.unwrap().unwrap();
        assert_eq!(again, fixed);
        let change = site::fix_origin(&store, &city.admin.who, "https://sofia.example.org").await;
        assert_eq!(key(change), "error-origin-fixed");
    }

    async fn administrators_change_the_settings(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").moderator().await;
        let change = || SiteUpdate {
            name: Texts::one(Lang::english(), "Haskovo"),
            tagline: Texts::one(Lang::english(), "A house"),
            description: Vec::new(),
            rules: vec![(Lang::english(), people::Markup::plain("Be kind."))],
            default_lang: Lang::english(),
            languages: vec![Lang::bulgarian(), Lang::english(), Lang::bulgarian()],
            timezone: "UTC".to_owned(),
            registration: Registration::Closed,
            founding: Founding::Moderators,
            contact: "us@example.org".to_owned(),
        };
        assert_eq!(key(site::update(&store, &elena.who, change()).await), "not-found");
        let bad = SiteUpdate { contact: "x".to_owned(), ..change() };
        assert_eq!(fields(site::update(&store, &city.admin.who, bad).await), ["contact"]);
        site::update(&store, &city.admin.who, change()).await.unwrap();
        let site = site::loaded(&mut store.read()).await.unwrap();
        assert_eq!(site.languages, [Lang::english(), Lang::bulgarian()]);
        assert_eq!(site.registration, Registration::Closed);
        assert_eq!(site.organisation, city.organisation);
        assert_eq!(site.rules[0].1.html, "<p>Be kind.</p>");
    }

    async fn an_old_set_up_link_is_over(store: Store, clock: TestClock) {
        let link = setup::offer(&store).await.unwrap().unwrap();
        clock.advance(setup::LIFETIME);
        assert_eq!(key(setup::check(&store, &link).await), "not-found");
        assert_eq!(sessions::sweep(&store).await.unwrap(), 1);
        assert!(accounts::by_email(&mut store.read(), "ada@example.org").await.unwrap().is_none());
    }
}
