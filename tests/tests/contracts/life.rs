//! Everything that happens in a city of which others are told.

use content::{
    Draft,
    catalogue::partners,
    markdown,
    service::{self, Decision, NewVersion},
    testing::{full, reply},
};
use domain::{
    ContentId, Lang,
    access::{Role, Who},
};
use federation::keys::PrivateKey;
use guildhall_tests::network::Network;
use people::{
    Markup, accounts,
    communities::{self, CommunityForm, CommunityText},
    follows,
    messages::{self, NewMessage},
    moving,
    persons::{self, PersonText, Profile},
    testing::PASSWORD,
};
use serde_json::{Value, json};

use super::house::{House, discussion, said_of};

/// A practice with everything filled in.
pub fn filled(h: &House, lang: &Lang) -> Draft {
    let mut draft = full(h.town.city.app.kinds().get("practice").unwrap(), lang);
    draft.values.insert("cost_band".into(), "20k-100k".into());
    draft
}

/// One in the community here, in two languages.
pub async fn practice(h: &House) -> ContentId {
    let draft = Draft { group: Some(h.jobs), ..filled(h, &Lang::bulgarian()) };
    let id = h.publish(&h.boris.who, &draft).await;
    let english = NewVersion::from_draft(filled(h, &Lang::english()));
    service::add_version(h.town.publishing(), &h.boris.who, id, english).await.unwrap();
    id
}

/// In the community here.
pub async fn here(h: &House, net: &Network) {
    let (p, boris, anna) = (h.town.publishing(), &h.boris.who, &h.anna.who);
    let practice = practice(h).await;
    net.settle().await;
    let topic = h.publish(anna, &discussion(h.jobs)).await;
    net.settle().await;
    let comment = reply(p, boris, topic, "Общината.").await;
    net.settle().await;
    service::edit_comment(p, boris, comment, Lang::bulgarian(), "Общината!").await.unwrap();
    let mut changed = discussion(h.jobs);
    changed.body = "Кой плаща за това?".into();
    service::edit(p, anna, topic, &changed, "", None).await.unwrap();
    net.settle().await;
    let answer = h.answer(net, &h.object(topic)).await;
    for on in [true, false] {
        if on {
            service::react(p, anna, practice).await.unwrap();
            service::react(p, anna, answer).await.unwrap();
        } else {
            service::unreact(p, anna, practice).await.unwrap();
            service::unreact(p, anna, answer).await.unwrap();
        }
        service::pin(p, boris, topic, on).await.unwrap();
        service::lock(p, boris, topic, on).await.unwrap();
        net.settle().await;
    }
    service::remove(p, boris, topic, "личен случай").await.unwrap();
    net.settle().await;
    service::restore(p, boris, topic).await.unwrap();
    net.settle().await;
    service::withdraw(p, boris, comment).await.unwrap();
    // Eve reports, and learns what was decided.
    h.say(&h.eve, "Flag", h.object(topic).into()).await;
    net.settle().await;
    let open =
        service::reports(&mut h.town.store().read(), boris, Some(h.jobs), false).await.unwrap();
    let kept = Decision::Dismiss("вярно е".into());
    service::decide_report(p, boris, open[0].id, &kept).await.unwrap();
    net.settle().await;
    service::withdraw(p, anna, topic).await.unwrap();
    // Who hosts it, and who is kept out.
    let eve = h.town.find(&h.eve.iri).await;
    let store = h.town.store();
    communities::appoint(store, boris, h.jobs, eve).await.unwrap();
    net.settle().await;
    communities::ban(store, boris, h.jobs, eve, "реклама").await.unwrap();
    net.settle().await;
    communities::unban(store, boris, h.jobs, eve).await.unwrap();
    net.settle().await;
    h.say(&h.eve, "Follow", h.group(h.jobs).into()).await;
    net.settle().await;
    communities::update(store, boris, h.jobs, form()).await.unwrap();
    net.settle().await;
}

fn form() -> CommunityForm {
    let text = |lang, name: &str| CommunityText {
        lang,
        name: name.into(),
        headline: "За работата".to_owned(),
        purpose: Markup::plain("x"),
    };
    CommunityForm {
        texts: vec![text(Lang::bulgarian(), "Работа"), text(Lang::english(), "Jobs")],
        handle: String::new(),
        sectors: Vec::new(),
        languages: vec![Lang::bulgarian(), Lang::english()],
        join_policy: domain::access::JoinPolicy::Open,
        visibility: domain::Visibility::Public,
        rules: Markup::plain("Учтиво."),
        illustrative: false,
    }
}

/// In the community there.
pub async fn there(h: &House, net: &Network) {
    let (p, anna, store) = (h.town.publishing(), &h.anna.who, h.town.store());
    let topic = h.publish(anna, &discussion(h.farm_here)).await;
    let pages = [h.page_in_farm(net, "One").await, h.page_in_farm(net, "Two").await];
    let comment = reply(p, anna, pages[0], "Така е.").await;
    net.settle().await;
    let mut changed = discussion(h.farm_here);
    changed.title = "Ремонти и наеми".into();
    service::edit(p, anna, topic, &changed, "", None).await.unwrap();
    service::edit_comment(p, anna, comment, Lang::bulgarian(), "Така е!").await.unwrap();
    service::react(p, anna, pages[0]).await.unwrap();
    service::report(p, anna, pages[1], "spam", "").await.unwrap();
    net.settle().await;
    service::unreact(p, anna, pages[0]).await.unwrap();
    service::withdraw(p, anna, comment).await.unwrap();
    // She is asked to host it.
    let list = format!("{}/moderators", h.farm.iri);
    h.farm_announces("Add", h.actor(h.anna.actor).into(), json!({ "target": list })).await;
    net.settle().await;
    for on in [true, false] {
        service::lock(p, anna, pages[0], on).await.unwrap();
        service::pin(p, anna, pages[0], on).await.unwrap();
        net.settle().await;
    }
    service::remove(p, anna, pages[0], "реклама").await.unwrap();
    net.settle().await;
    service::restore(p, anna, pages[0]).await.unwrap();
    net.settle().await;
    service::withdraw(p, anna, topic).await.unwrap();
    net.settle().await;
    communities::step_down(store, anna, h.farm_here).await.unwrap();
    communities::leave(store, anna, h.farm_here).await.unwrap();
    net.settle().await;
}

fn words(md: &str) -> NewMessage {
    let body = Markup { md: md.to_owned(), html: markdown::render(md, markdown::UNDER_HEADING) };
    NewMessage { lang: Lang::bulgarian(), body, cleaner: markdown::CLEANER }
}

/// Between people.
pub async fn people(h: &House, net: &Network) {
    let store = h.town.store();
    let petar = h.town.person("petar").await;
    let eve = h.town.find(&h.eve.iri).await;
    // Who follows whom, and who may not join.
    for who in [&h.anna, &petar] {
        h.say(&h.eve, "Follow", h.actor(who.actor).into()).await;
    }
    let closed = h.town.people.community("closed").by_approval().by(&h.boris).await;
    h.say(&h.eve, "Follow", h.group(closed).into()).await;
    follows::follow(store, &h.anna.who, eve).await.unwrap();
    net.settle().await;
    communities::handle_request(store, &h.boris.who, closed, eve, false).await.unwrap();
    follows::unfollow(store, &h.anna.who, eve).await.unwrap();
    let own = h.publish(&h.anna.who, &filled(h, &Lang::bulgarian())).await;
    net.settle().await;
    service::withdraw(h.town.publishing(), &h.anna.who, own).await.unwrap();
    let first = messages::send(store, &h.anna.who, eve, words("*Здравей*")).await.unwrap();
    net.settle().await;
    messages::edit(store, &h.anna.who, first, words("Здравей!")).await.unwrap();
    net.settle().await;
    messages::withdraw(store, &h.anna.who, first).await.unwrap();
    let profile = Profile {
        texts: vec![PersonText { name: "Анна".into(), ..PersonText::empty(Lang::bulgarian()) }],
        sectors: Vec::new(),
        languages: vec![Lang::bulgarian()],
        organisation: None,
        discoverable: true,
        indexable: true,
    };
    persons::update(store, &h.anna.who, profile).await.unwrap();
    net.settle().await;
    // One moves and one leaves for good.
    let zoe = h.peer.somebody("zoe");
    said_of(&h.peer, "zoe", &zoe, "alsoKnownAs", json!([h.actor(h.anna.actor)])).await;
    let viewer = h.town.people.viewer(&h.anna).await;
    let passwords = &h.town.people.passwords;
    moving::leave_own(h.town.federation(), passwords, &viewer, PASSWORD, &zoe.iri).await.unwrap();
    accounts::close(store, &Who::Operator, petar.account).await.unwrap();
    net.settle().await;
}

/// Between instances; returns the first page of the catalogue.
pub async fn instances(h: &House, net: &Network) -> Value {
    let chief = h.town.person("chief").await;
    let chief = Who::Person { actor: chief.actor, role: Role::Administrator };
    let key = PrivateKey::generate_blocking().unwrap();
    let instance = h.peer.actor_at("/actor", "peer", "Application", key);
    let (_, _, body) = guildhall_tests::peer::get(&instance.iri, super::house::ACTIVITY).await;
    let mut document: Value = serde_json::from_str(&body).unwrap();
    document["gh:catalogue"] = h.peer.iri("/ap/catalogue").into();
    h.peer.say("/actor", &document);
    let nothing = json!({ "id": h.peer.iri("/ap/catalogue"), "type": "OrderedCollectionPage", "orderedItems": [] });
    h.peer.say("/ap/catalogue", &nothing);
    let (federation, host) = (h.town.federation(), h.peer.origin.trim_start_matches("http://"));
    partners::offer(federation, &chief, host).await.unwrap();
    net.settle().await;
    let theirs = json!({ "type": "Relationship", "subject": instance.iri,
        "relationship": "gh:partner", "object": format!("{}/actor", h.town.origin) });
    // Both offer, which is agreement.
    h.say(&instance, "Offer", theirs).await;
    net.settle().await;
    net.advance(std::time::Duration::from_secs(60)).await;
    let page = h.fetched_by_eve(&format!("{}/ap/catalogue", h.town.origin)).await;
    partners::end(federation, &chief, host).await.unwrap();
    net.settle().await;
    page
}
