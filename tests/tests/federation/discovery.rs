//! How others find who is here: WebFinger (RFC 7033) in every spelling that peers use, NodeInfo, and
//! host-meta.

use guildhall_tests::{cities, peer::get};
use serde_json::Value;

cities! {
    async fn webfinger_answers_in_every_spelling(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let group = town.people.community("jobs").by(&boris).await;
        let host = town.origin.authority().to_owned();
        let encoded = host.replace(':', "%3A");
        let (person, group) = (
            format!("{}/ap/actor/{}", town.origin, boris.actor),
            format!("{}/ap/actor/{group}", town.origin),
        );
        let ask = |query: String| {
            let url = format!("{}/.well-known/webfinger{query}", town.origin);
            async move { get(&url, "*/*").await }
        };
        for (resource, id) in [
            (format!("acct:boris@{host}"), &person),
            (format!("acct:BORIS@{host}"), &person),
            (format!("acct%3Aboris%40{encoded}"), &person),
            (format!("acct%3aboris%40{}", encoded.to_lowercase()), &person),
            (format!("acct:%62oris@{host}"), &person),
            (format!("acct:jobs@{host}"), &group),
            (person.clone(), &person),
            (format!("{}/people/boris", town.origin), &person),
            (format!("{}/communities/jobs", town.origin), &group),
            (format!("acct:boris@{host}&rel=self"), &person),
        ] {
            let (status, media, body) = ask(format!("?resource={resource}")).await;
            assert_eq!((status, media.as_str()), (200, "application/jrd+json"), "{resource}: {body}");
            let jrd: Value = serde_json::from_str(&body).unwrap();
            let own = jrd["links"].as_array().unwrap().iter().find(|l| l["rel"] == "self").unwrap();
            assert_eq!((&own["href"], &own["type"]), (&id.as_str().into(), &"application/activity+json".into()));
            assert!(jrd["subject"].as_str().unwrap().ends_with(&host), "{body}");
        }
        // A filter leaves links out and says the rest.
        let (status, _, body) = ask(format!("?resource=acct:boris@{host}&rel=nothing")).await;
        let jrd: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, jrd["links"].as_array().unwrap().len()), (200, 0), "{body}");
        for (query, expected) in [
            (String::new(), 400),
            ("?resource=".to_owned(), 400),
            ("?resource=boris".to_owned(), 400),
            ("?resource=acct:boris".to_owned(), 400),
            (format!("?resource=acct:@{host}"), 400),
            ("?resource=%ff".to_owned(), 400),
            (format!("?resource=acct:boris@{host}&resource=acct:jobs@{host}"), 400),
            (format!("?Resource=acct:boris@{host}"), 400),
            (format!("?resource=acct:nobody@{host}"), 404),
            ("?resource=acct:boris@other.example".to_owned(), 404),
            (format!("?resource={}/people/nobody", town.origin), 404),
            (format!("?resource={}/ap/actor/0199a000-0000-7000-8000-000000000000", town.origin), 404),
        ] {
            let (status, _, body) = ask(query.clone()).await;
            assert_eq!(status, expected, "{query}: {body}");
            assert!(!body.contains("self"), "{query}: {body}");
        }
    }

    async fn what_is_for_members_only_is_not_found(net: Network) {
        let town = net.city("city").await;
        let boris = town.person("boris").await;
        let inner = town.people.community("inner").by(&boris);
        let inner = inner.visible(domain::Visibility::Local).await;
        let host = town.origin.authority();
        for resource in [format!("acct:inner@{host}"), format!("{}/ap/actor/{inner}", town.origin), format!("{}/communities/inner", town.origin)] {
            let url = format!("{}/.well-known/webfinger?resource={resource}", town.origin);
            assert_eq!(get(&url, "*/*").await.0, 404, "{resource}");
        }
    }
}
