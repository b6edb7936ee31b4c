//! Deliveries, and turns at a host.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

#[tokio::test]
async fn deliveries_are_signed_and_answered() {
    let (port, seen) = peer(async |path: String, _| match &*path {
        "/inbox" => answer(202, &[], "thanks"),
        "/busy" => answer(429, &[("retry-after", "120")], "later\u{7}, please"),
        "/date" => answer(503, &[("retry-after", "Sun, 22 Nov 2026 10:00:00 GMT")], ""),
        "/greedy" => answer(503, &[("retry-after", "99999999")], vec![b'x'; 5000]),
        _ => to("/inbox"),
    })
    .await;
    let client = client();
    let payload = Payload::new(r#"{"type":"Like"}"#);
    let post = async |path: &str| {
        let inbox = url(&format!("http://peer.localhost:{port}{path}"));
        client.post(&inbox, &payload, &signer()).await.unwrap()
    };
    let took = post("/inbox").await;
    assert_eq!(took, Answer { status: 202, retry_after: None, text: String::new(), learnt: None });
    let busy = post("/busy").await;
    assert_eq!((busy.status, busy.retry_after), (429, Some(Duration::from_mins(2))));
    assert_eq!(busy.text, "later, please");
    assert_eq!(post("/date").await.retry_after, Some(Duration::from_hours(1)));
    let greedy = post("/greedy").await;
    assert_eq!((greedy.retry_after, greedy.text.len()), (Some(MAX_RETRY_AFTER), ANSWER));
    assert_eq!(post("/moved").await.status, 302);
    assert_eq!(seen.paths(), ["/inbox", "/busy", "/date", "/greedy", "/moved"]);

    let rules = Rules::new(&Origin::parse(&format!("http://peer.localhost:{port}")).unwrap());
    for (parts, body) in seen.0.lock().unwrap().iter() {
        assert_eq!(parts.headers["content-type"], ACTIVITY_JSON);
        let (method, uri, headers) = (&parts.method, &parts.uri, &parts.headers);
        let incoming = Incoming { method, uri, headers, body };
        let claim = signature::inspect(&incoming, &rules, clock().now()).unwrap();
        claim.verify(&test_key().public().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn two_at_a_time_go_to_one_host() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let peak = most.clone();
    let (port, _) = peer(move |_, _| {
        let (now, most) = (now.clone(), most.clone());
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            json("{}")
        }
    })
    .await;
    let client = client();
    let all = (0..12).map(|n| {
        let at = format!("http://peer.localhost:{port}/{n}");
        let client = client.clone();
        async move { get(&client, &at).await.map(|f| f.status) }
    });
    let all = futures::future::join_all(all).await;
    assert!(all.iter().all(|r| matches!(r, Ok(200))));
    assert!((1..=2).contains(&peak.load(Ordering::SeqCst)));
}

#[tokio::test]
async fn whoever_gets_no_turn_is_told_so() {
    let (port, _) = peer(async |_, _| std::future::pending().await).await;
    let limits = Limits { turn: Duration::from_millis(50), per_host: 1, ..Limits::default() };
    let client = client_with(limits);
    let at = format!("http://peer.localhost:{port}/");
    let first = get(&client, &at);
    let second = async {
        tokio::task::yield_now().await;
        get(&client, &at).await
    };
    let busy = futures::future::select(Box::pin(first), Box::pin(second)).await;
    assert!(matches!(busy, futures::future::Either::Right((Err(Error::Busy), _))));
}
