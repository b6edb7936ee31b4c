//! Other instances, as far as a city notices: one server that is fifty hosts, gives the documents of
//! its people and takes whatever is delivered.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use federation::{
    keys::{PrivateKey, SigningPool},
    signature::{Payload, Scheme, Signer, ToSign},
};
use serde_json::{Value, json};
use store::Store;
use tokio::{net::TcpListener, sync::Notify, task::JoinHandle};
use url::Url;

use crate::load::{self, Connection};

/// Hosts that a community has members on.
pub const HOSTS: usize = 50;

/// Somebody elsewhere.
#[derive(Clone)]
pub struct Member {
    /// Her id.
    pub iri: String,
    signer: Signer,
}

#[derive(Default)]
struct Memory {
    documents: HashMap<String, String>,
    arrived: Vec<(String, Instant)>,
}

/// The fifty hosts.
pub struct Peers {
    memory: Arc<Mutex<Memory>>,
    bell: Arc<Notify>,
    port: u16,
    pool: SigningPool,
    server: JoinHandle<()>,
}

impl Drop for Peers {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Shared = (Arc<Mutex<Memory>>, Arc<Notify>);

impl Peers {
    /// Starts them.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let (memory, bell) = (Arc::<Mutex<Memory>>::default(), Arc::new(Notify::new()));
        let router = Router::new().fallback(answer).with_state((memory.clone(), bell.clone()));
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the peers ended");
            }
        });
        Ok(Self { memory, bell, port, pool: SigningPool::default(), server })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes somebody on the n-th host.
    pub async fn member(&self, host: usize, name: &str) -> anyhow::Result<Member> {
        let origin = format!("http://h{host}.localhost:{}", self.port);
        let iri = format!("{origin}/users/{name}");
        let key = self.pool.generate().await?;
        self.publish(&origin, &iri, name, &key)?;
        let key_id = format!("{iri}#main-key");
        Ok(Member { iri, signer: Signer { key_id: key_id.into(), key } })
    }

    fn publish(&self, origin: &str, iri: &str, name: &str, key: &PrivateKey) -> anyhow::Result<()> {
        let document = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": iri, "type": "Person", "preferredUsername": name, "name": name,
            "inbox": format!("{iri}/inbox"), "outbox": format!("{iri}/outbox"),
            "endpoints": { "sharedInbox": format!("{origin}/inbox") },
            "publicKey": { "id": format!("{iri}#main-key"), "owner": iri,
                "publicKeyPem": key.public_text()? }
        });
        let host = origin.trim_start_matches("http://").to_owned();
        let path = iri.trim_start_matches(origin).to_owned();
        self.lock().documents.insert(format!("{host}{path}"), document.to_string());
        Ok(())
    }

    /// The bytes of a signed delivery to a city.
    pub async fn delivery(
        &self,
        who: &Member,
        inbox: &Url,
        activity: &Value,
    ) -> anyhow::Result<Vec<u8>> {
        let body = activity.to_string();
        let payload = Payload::new(body.clone().into_bytes());
        let at = guildhall::city::real_world()?.now();
        let to_sign = ToSign {
            method: &Method::POST,
            url: inbox,
            payload: Some(&payload),
            at,
            scheme: Scheme::Cavage,
        };
        let signed = who.signer.sign(&self.pool, to_sign).await?.0;
        let mut headers = "Content-Type: application/activity+json\r\n".to_owned();
        for (name, value) in &signed {
            headers.push_str(name.as_str());
            headers.push_str(": ");
            headers.push_str(value.to_str()?);
            headers.push_str("\r\n");
        }
        let host = &inbox[url::Position::BeforeHost..url::Position::AfterPort];
        Ok(load::post(host, inbox.path(), &headers, &body))
    }

    /// Makes somebody a member of a community; returns how long its Accept took.
    pub async fn join(
        &self,
        who: &Member,
        address: SocketAddr,
        inbox: &Url,
        group: &str,
    ) -> anyhow::Result<Duration> {
        let follow = json!({ "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}/follow", who.iri), "type": "Follow", "actor": who.iri,
            "object": group });
        let request = self.delivery(who, inbox, &follow).await?;
        let began = Instant::now();
        let status = Connection::open(address).await?.ask(&request).await?;
        ensure!(status == 202, "a Follow was answered with {status}");
        let at = self.wait(1, |kind, _| kind == "Accept").await?;
        self.forget();
        Ok(at.saturating_duration_since(began))
    }

    /// Waits until `count` deliveries fit; returns when the last of them came.
    pub async fn wait(
        &self,
        count: usize,
        fits: impl Fn(&str, &str) -> bool,
    ) -> anyhow::Result<Instant> {
        let end = tokio::time::Instant::now() + Duration::from_secs(120);
        loop {
            let rung = self.bell.notified();
            {
                let memory = self.lock();
                let mut found = memory.arrived.iter().filter(|(what, _)| {
                    let (kind, host) = what.split_once(' ').unwrap_or((what, ""));
                    fits(kind, host)
                });
                if let Some((_, at)) = found.nth(count - 1) {
                    return Ok(*at);
                }
            }
            tokio::time::timeout_at(end, rung)
                .await
                .with_context(|| format!("only {} deliveries came", self.lock().arrived.len()))?;
        }
    }

    /// Forgets what was delivered.
    pub fn forget(&self) {
        self.lock().arrived.clear();
    }
}

/// The community, its discussion and its members elsewhere.
pub struct Federated {
    /// The IRI of the community.
    pub group: String,
    /// The row of the community.
    pub group_id: domain::ActorId,
    /// The IRI of its discussion.
    pub discussion: String,
    /// Who hosts it.
    pub host: domain::access::Who,
}

/// Opens a community with a discussion for deliveries.
pub async fn community(
    store: &Store,
    publishing: &content::Publishing,
    origin: &str,
) -> anyhow::Result<Federated> {
    use domain::{
        Lang, Visibility,
        access::{JoinPolicy, Role, Who},
    };
    use people::{
        Markup,
        communities::{self, CommunityForm, CommunityText},
    };

    let account = people::accounts::named(&mut store.read(), "writer_0").await?;
    let who = Who::Person { actor: account.actor_id, role: Role::Member };
    let text = CommunityText {
        lang: Lang::bulgarian(),
        name: "Федерация".into(),
        headline: "За мерене".into(),
        purpose: Markup::plain("За мерене."),
    };
    let form = CommunityForm {
        texts: vec![text],
        handle: format!("f{}", &store.id::<domain::ActorId>().0.simple().to_string()[20..]),
        sectors: Vec::new(),
        languages: vec![Lang::bulgarian()],
        join_policy: JoinPolicy::Open,
        visibility: Visibility::Public,
        rules: Markup::default(),
        illustrative: false,
    };
    let group_id = communities::create(store, &who, form).await?;
    let id = content::service::publish(publishing, &who, &post(group_id, 0)).await?;
    Ok(Federated {
        group: format!("{origin}/ap/actor/{group_id}"),
        group_id,
        discussion: format!("{origin}/ap/object/{id}"),
        host: who,
    })
}

/// A discussion.
pub fn post(group: domain::ActorId, n: usize) -> content::Draft {
    content::Draft {
        title: format!("Въпрос {n} за превода"),
        body: "Как се плаща устният превод на гишето, когато общината няма договор? ".repeat(8),
        group: Some(group),
        values: [("type".to_owned(), "question".into())].into_iter().collect(),
        ..content::Draft::new("discussion", domain::Lang::bulgarian())
    }
}

/// The n-th comment of somebody elsewhere.
pub fn comment(who: &Member, about: &Federated, n: usize) -> Value {
    let public = "https://www.w3.org/ns/activitystreams#Public";
    json!({ "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{}/create/{n}", who.iri), "type": "Create", "actor": who.iri,
        "to": [public, about.group], "audience": about.group,
        "object": { "id": format!("{}/note/{n}", who.iri), "type": "Note",
            "attributedTo": who.iri, "to": [public, about.group], "audience": about.group,
            "inReplyTo": about.discussion, "published": "2026-11-22T08:00:00Z",
            "content": format!("<p>{n}: {}</p>", "Плащаме на час, с рамков договор. ".repeat(6)) } })
}

async fn answer(
    State((memory, bell)): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let host = headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
    if method == Method::POST {
        // The kind alone is wanted, and reading it all would cost the city its turn.
        let head = String::from_utf8_lossy(&body);
        let kind = head.split("\"type\":\"").nth(1).and_then(|t| t.split('"').next());
        let what = format!("{} {host}", kind.unwrap_or_default());
        memory.lock().unwrap_or_else(PoisonError::into_inner).arrived.push((what, Instant::now()));
        bell.notify_waiters();
        return StatusCode::ACCEPTED.into_response();
    }
    let key = format!("{host}{}", uri.path());
    let document = {
        let memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.documents.get(&key).cloned()
    };
    match document {
        Some(text) => ([("content-type", "application/activity+json")], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
