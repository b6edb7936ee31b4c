//! The worker of one instance.

use std::{collections::HashSet, time::Duration};

use domain::{ContentId, Result};
use url::Url;

use super::{
    PATIENCE, back_off, hosts,
    outcome::Outcome,
    queue::{self, Aside, Delay, Inboxes},
    software,
};
use crate::{
    Federation, Live, actor,
    client::Answer,
    holders::{self, Copies},
    outgoing::{self, Logged, Recipient},
};

/// Rows that are read at a time.
const ROWS: i64 = 50;
/// The same, as a number of things.
const ROW_COUNT: usize = 50;
/// Numbers of the log that are searched at a time.
const SPAN: i64 = 5_000;
/// How long nothing is tried while the store cannot even be written to.
const TROUBLE: Duration = Duration::from_secs(1);
/// Deliveries in a row that brought the instance down before one is put aside.
const SLOW: i64 = 3;

/// The instance that is delivered to.
#[derive(Clone, Copy)]
struct Host<'a> {
    federation: &'a Federation,
    live: &'a Live,
    name: &'a str,
    /// Whether it shows whatever is announced in timelines.
    microblog: bool,
}

/// Delivers until nothing is due for this instance, or it cannot be reached.
pub(super) async fn run(federation: &Federation, host: &str) {
    let Some(live) = federation.live() else { return };
    let mut at = Host { federation, live, name: host, microblog: false };
    match software::known(federation, live, host).await {
        Ok(software) => at.microblog = software::is_microblog(&software),
        Err(e) => tracing::error!(host, error = %e, "what a host runs cannot be written down"),
    }
    loop {
        match step(at).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(e) => {
                tracing::error!(host, error = %e, "deliveries failed on our side");
                // Not the other side's fault, but no reason to hurry either. Where not even that can
                // be written down, whoever starts workers must not start this one at once.
                if federation.pause(host, 0, None, "trouble on our side").await.is_err() {
                    tokio::time::sleep(TROUBLE).await;
                }
                return;
            }
        }
    }
}

/// One round; false when there is nothing more to do now.
async fn step(at: Host<'_>) -> Result<bool> {
    let Host { federation, name: host, .. } = at;
    let store = federation.store();
    let mut q = store.read();
    let now = store.now();
    let Some(state) = hosts::standing(&mut q, host).await? else { return Ok(false) };
    if state.pause_until.is_some_and(|until| until > now) {
        return Ok(false);
    }
    if state.aside {
        let aside = queue::aside(&mut q, host, now, ROWS).await?;
        if !aside.is_empty() {
            return beside(at, state.failures, aside).await;
        }
    }
    let (mut position, mut newest) = (state.position, None);
    loop {
        let upto = position + SPAN;
        let page = queue::page(&mut q, host, position, upto, ROWS).await?;
        if !page.is_empty() {
            // What is written while these are on their way is seen by whoever starts workers.
            let full = page.len() == ROW_COUNT;
            let done = in_order(at, &state, page, position).await?;
            return Ok(done && (full || state.aside));
        }
        let newest = match newest {
            Some(newest) => newest,
            None => *newest.insert(outgoing::newest(&mut q).await?),
        };
        if upto >= newest {
            return Ok(false);
        }
        position = upto;
    }
}

/// What happens to all inboxes of one row; the worst of them counts.
struct Delivery {
    row: Logged,
    results: Vec<(String, Outcome)>,
}

/// Delivers rows in their order.
async fn in_order(
    at: Host<'_>,
    state: &hosts::Standing,
    page: Vec<Logged>,
    after: i64,
) -> Result<bool> {
    let Host { federation, name: host, .. } = at;
    let store = federation.store();
    let last = page.last().map_or(after, |row| row.id);
    let inboxes = Inboxes::load(&mut store.read(), host, after, last).await?;
    let waiting =
        if state.aside { queue::waiting_about(&mut store.read(), host).await? } else { Vec::new() };
    let mut waiting: HashSet<String> = waiting.into_iter().collect();
    let (mut position, mut success) = (after, false);
    let mut failures = state.failures;
    let mut noted = Vec::new();
    let mut rows = page.into_iter().peekable();
    while let Some(first) = rows.next() {
        if federation.policies().current().await.holds_back(host) {
            save_position(federation, host, position, success, &noted).await?;
            return Ok(false);
        }
        let second =
            rows.next_if(|second| second.about != first.about && second.actor_id != first.actor_id);
        let slow = failures >= SLOW;
        let one = attempt(at, first, &inboxes, &waiting, slow);
        let two = async {
            match second {
                Some(row) => attempt(at, row, &inboxes, &waiting, slow).await.map(Some),
                None => Ok(None),
            }
        };
        let (one, two) = tokio::join!(one, two);
        for delivery in [Some(one?), two?].into_iter().flatten() {
            match settle(federation, host, &delivery, &mut waiting).await? {
                Settled::Delivered => {
                    success = true;
                    failures = 0;
                }
                Settled::Beside => failures = 0,
                Settled::Down(why, asked) => {
                    save_position(federation, host, position, success, &noted).await?;
                    federation.pause(host, failures, asked, &why).await?;
                    return Ok(false);
                }
            }
            position = delivery.row.id;
            if delivery.results.iter().any(|(_, o)| matches!(o, Outcome::Delivered)) {
                noted.extend(about_copies(&delivery.row));
            }
        }
    }
    save_position(federation, host, position, success, &noted).await?;
    Ok(true)
}

/// What taking a row means for copies of the thing it is about.
fn about_copies(row: &Logged) -> Option<(ContentId, Copies)> {
    row.content_id.map(|content| (content, row.copies)).filter(|(_, c)| *c != Copies::None)
}

async fn save_position(
    federation: &Federation,
    host: &str,
    position: i64,
    success: bool,
    noted: &[(ContentId, Copies)],
) -> Result<()> {
    federation.is_well(host);
    let mut tx = federation.store().begin().await?;
    hosts::move_on(&mut tx, host, position, success).await?;
    for (content, copies) in noted {
        holders::note(&mut tx, *content, host, *copies).await?;
    }
    Ok(tx.save().await?)
}

async fn attempt(
    at: Host<'_>,
    row: Logged,
    inboxes: &Inboxes,
    waiting: &HashSet<String>,
    slow: bool,
) -> Result<Delivery> {
    let mut results = Vec::new();
    for inbox in inboxes.of(&row) {
        let outcome = if waiting.contains(&row.about) {
            Outcome::Aside(String::new())
        } else {
            send(at, &row, &inbox, slow).await?
        };
        let down = matches!(outcome, Outcome::Down(..));
        results.push((inbox, outcome));
        if down {
            break;
        }
    }
    tracing::debug!(host = at.name, id = row.id, ?results, "delivered");
    Ok(Delivery { row, results })
}

enum Settled {
    Delivered,
    Beside,
    Down(String, Option<Duration>),
}

/// Writes down what was not taken.
async fn settle(
    federation: &Federation,
    host: &str,
    delivery: &Delivery,
    waiting: &mut HashSet<String>,
) -> Result<Settled> {
    let store = federation.store();
    let row = &delivery.row;
    let mut settled = Settled::Delivered;
    for (inbox, outcome) in &delivery.results {
        let now = store.now();
        let expired = now.since(row.created_at) >= PATIENCE;
        let delay = match outcome {
            Outcome::Delivered | Outcome::Nothing => continue,
            Outcome::Down(why, asked) if !expired => return Ok(Settled::Down(why.clone(), *asked)),
            Outcome::Down(why, _) | Outcome::Refused(why) => give_up(federation, now, 1, why),
            Outcome::Aside(why) if why.is_empty() => {
                Delay { state: "waiting", attempts: 0, run_at: now, why }
            }
            Outcome::Aside(why) if expired => give_up(federation, now, 1, why),
            Outcome::Aside(why) => {
                let run_at = now + back_off(0, store.world());
                Delay { state: "waiting", attempts: 1, run_at, why }
            }
        };
        if delay.state == "waiting" {
            waiting.insert(row.about.clone());
        }
        settled = Settled::Beside;
        let mut tx = store.begin().await?;
        queue::put_aside(&mut tx, host, row, inbox, delay).await?;
        tx.save().await?;
    }
    Ok(settled)
}

fn give_up<'a>(
    federation: &Federation,
    now: domain::Time,
    attempts: i64,
    why: &'a str,
) -> Delay<'a> {
    federation.count("delivery-given-up");
    Delay { state: "given-up", attempts, run_at: now, why }
}

/// Tries what stands beside the order.
async fn beside(at: Host<'_>, failures: i64, aside: Vec<Aside>) -> Result<bool> {
    let Host { federation, name: host, .. } = at;
    let store = federation.store();
    for Aside { inbox, attempts, row } in aside {
        if federation.policies().current().await.holds_back(host) {
            return Ok(false);
        }
        let slow = failures >= SLOW;
        let outcome = send(at, &row, &inbox, slow).await?;
        let now = store.now();
        let expired = now.since(row.created_at) >= PATIENCE;
        let delay = match &outcome {
            Outcome::Delivered | Outcome::Nothing => None,
            Outcome::Down(why, asked) if !expired => {
                federation.pause(host, failures, *asked, why).await?;
                return Ok(false);
            }
            Outcome::Aside(why) if !expired => {
                let run_at = now + back_off(attempts, store.world());
                Some(Delay { state: "waiting", attempts: attempts + 1, run_at, why })
            }
            Outcome::Down(why, _) | Outcome::Aside(why) | Outcome::Refused(why) => {
                Some(give_up(federation, now, attempts + 1, why))
            }
        };
        let mut tx = store.begin().await?;
        match delay {
            None => {
                let to = Recipient { host: host.to_owned(), inbox: inbox.clone() };
                queue::aside_done(&mut tx, &to, &row).await?;
                if let (Outcome::Delivered, Some((content, copies))) =
                    (&outcome, about_copies(&row))
                {
                    holders::note(&mut tx, content, host, copies).await?;
                }
            }
            Some(delay) => queue::put_aside(&mut tx, host, &row, &inbox, delay).await?,
        }
        tx.save().await?;
    }
    Ok(true)
}

/// One request.
async fn send(at: Host<'_>, row: &Logged, inbox: &str, slow: bool) -> Result<Outcome> {
    let Host { federation, live, name: host, microblog } = at;
    if microblog && software::spares(&mut federation.store().read(), host, row).await? {
        return Ok(Outcome::Nothing);
    }
    let Some(payload) = federation.payload(live, row).await? else { return Ok(Outcome::Nothing) };
    let Ok(url) = Url::parse(inbox) else {
        return Ok(Outcome::Refused("the inbox is no address".to_owned()));
    };
    let signer = match federation.known_signer(row.actor_id) {
        Some(signer) => signer,
        None => {
            let sender = actor::by_id(&mut federation.store().read(), row.actor_id).await?;
            match federation.signer(&sender).await {
                Ok(signer) => signer,
                // One row that nobody can sign must not hold up all that follow it.
                Err(domain::Error::NotFound) => {
                    return Ok(Outcome::Refused("nobody here can sign it".to_owned()));
                }
                Err(e) => return Err(e),
            }
        }
    };
    let answer = live.client.post(&url, &payload, &signer).await;
    if let Ok(Answer { learnt: Some(scheme), .. }) = &answer {
        hosts::learn(federation.store(), host, *scheme).await?;
    }
    let outcome = Outcome::of(answer, slow);
    federation.count(match &outcome {
        Outcome::Delivered => "delivered",
        Outcome::Nothing => "delivery-nothing",
        Outcome::Refused(_) => "delivery-refused",
        Outcome::Aside(_) => "delivery-aside",
        Outcome::Down(..) => "delivery-down",
    });
    Ok(outcome)
}
