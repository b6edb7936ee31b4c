//! Peers that read one kind of signature only.

use super::*;

/// A peer that verifies signatures of one scheme, and answers `status` to the other.
async fn strict(only: Scheme, status: u16) -> (String, Seen) {
    let seen = Seen::default();
    let kept = seen.clone();
    let rules = Arc::new(Mutex::new(None::<Rules>));
    let known = rules.clone();
    let app = Router::new().fallback(move |request: Request| {
        let (seen, rules) = (kept.clone(), known.lock().unwrap().clone().unwrap());
        async move {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
            let (method, uri, headers) = (&parts.method, &parts.uri, &parts.headers);
            let incoming = Incoming { method, uri, headers, body: &body };
            let claim = signature::inspect(&incoming, &rules, clock().now()).unwrap();
            let key = test_key().public().unwrap();
            let good = claim.scheme == only && claim.verify(&key).is_ok();
            seen.0.lock().unwrap().push((parts, body));
            if good { json("{}") } else { answer(status, &[], "no") }
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://peer.localhost:{}", listener.local_addr().unwrap().port());
    *rules.lock().unwrap() = Some(Rules::new(&Origin::parse(&origin).unwrap()));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (origin, seen)
}

fn newer(seen: &Seen) -> Vec<bool> {
    let all = seen.0.lock().unwrap();
    all.iter().map(|(p, _)| p.headers.contains_key("signature-input")).collect()
}

#[tokio::test]
async fn the_other_way_is_tried_once_and_remembered() {
    for status in [400, 401, 403] {
        let (origin, seen) = strict(Scheme::Rfc9421, status).await;
        let client = client();
        let (inbox, payload) = (url(&format!("{origin}/inbox")), Payload::new("{}"));
        let first = client.post(&inbox, &payload, &signer()).await.unwrap();
        assert_eq!((first.status, first.learnt), (200, Some(Scheme::Rfc9421)));
        let second = client.post(&inbox, &payload, &signer()).await.unwrap();
        assert_eq!((second.status, second.learnt), (200, None));
        // What is asked of the same host is signed in the same way.
        assert_eq!(get(&client, &format!("{origin}/object")).await.unwrap().status, 200);
        assert_eq!(newer(&seen), [false, true, true, true]);
    }
}

#[tokio::test]
async fn what_is_asked_for_is_asked_for_in_either_way() {
    let (origin, seen) = strict(Scheme::Rfc9421, 401).await;
    let client = client();
    for _ in 0..2 {
        assert_eq!(get(&client, &format!("{origin}/object")).await.unwrap().status, 200);
    }
    assert_eq!(newer(&seen), [false, true, true]);
}

#[tokio::test]
async fn a_peer_that_went_back_to_the_usual_way_is_understood() {
    let (origin, seen) = strict(Scheme::Cavage, 401).await;
    let client = client();
    let host = origin.trim_start_matches("http://");
    client.schemes().prefer(host, Scheme::Rfc9421);
    let (inbox, payload) = (url(&format!("{origin}/inbox")), Payload::new("{}"));
    assert_eq!(client.post(&inbox, &payload, &signer()).await.unwrap().status, 200);
    assert_eq!(client.post(&inbox, &payload, &signer()).await.unwrap().status, 200);
    assert_eq!(newer(&seen), [true, false, false]);
}

#[tokio::test]
async fn what_both_ways_refuse_is_refused() {
    let (port, seen) = peer(async |_, _| answer(400, &[], "no")).await;
    let inbox = url(&format!("http://peer.localhost:{port}/inbox"));
    let client = client();
    let refused = client.post(&inbox, &Payload::new("{}"), &signer()).await.unwrap();
    assert_eq!((refused.status, refused.learnt), (400, None));
    assert_eq!(newer(&seen), [false, true]);
    // An answer that says nothing of signatures is asked for once.
    let (port, seen) = peer(async |_, _| answer(422, &[], "no")).await;
    let inbox = url(&format!("http://peer.localhost:{port}/inbox"));
    assert_eq!(client.post(&inbox, &Payload::new("{}"), &signer()).await.unwrap().status, 422);
    assert_eq!(newer(&seen), [false]);
}
