//! What other software may write into a note, in every shape that somebody thought of: none of it is an
//! error of ours, and what is taken in can be read.
//!
//! The examples are those of the package `fediverse-pasture-inputs`, as files of JSON in the folder that
//! `GUILDHALL_PASTURE` names (`cargo xtask test --all` brings it), and always our own in
//! `tests/pasture.json`. Each is sent twice: as the beginning of a conversation, and as an answer.

use std::{collections::BTreeMap, path::Path};

use domain::{ContentId, Lang};
use guildhall_tests::{
    cities,
    peer::{get, head_of},
};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value, json};

use super::edge::{Edge, edge, note};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// How many examples the package has.
const EXAMPLES: usize = 262;

/// What is not shown, and why: whether it is told that it was refused, or taken and left alone.
const NOT_SHOWN: &[(&str, &[usize], Fate, &str)] = &[
    ("html_tags", &[26], Refused, "without its script nothing is left of it"),
    ("html_tags_article", &[26], Refused, "without its script nothing is left of it"),
    ("in_reply_to", &[1], LeftAlone, "it answers something that is not here"),
    ("necessary_properties", &[1], Refused, "it has no id"),
    ("necessary_properties", &[3], Refused, "it has no author"),
    ("necessary_properties", &[4], LeftAlone, "it does not say what it is"),
    ("object_types", &[7, 8, 9], Refused, "a place, a profile and a relation are no texts"),
    ("object_types", &[10], LeftAlone, "it is gone already"),
    ("object_types", &[13], LeftAlone, "it does not say what it is"),
    ("own-refusals", &[0], Refused, "it has no author"),
    ("own-refusals", &[1], LeftAlone, "it does not say what it is"),
    ("own-refusals", &[2], Refused, "it has no id"),
    ("own-refusals", &[3], Refused, "a place is no text"),
    ("own-refusals", &[4], LeftAlone, "it is gone already"),
    ("own-refusals", &[5], Refused, "it lives elsewhere than its author"),
    ("own-shapes", &[3], LeftAlone, "it answers something that is not here"),
    ("own-texts", &[3], Refused, "without its script nothing is left of it"),
];

/// What becomes of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It can be read.
    Shown,
    /// It is not here, and its sender knows.
    Refused,
    /// It is not here, and nobody is at fault.
    LeftAlone,
}

use Fate::{LeftAlone, Refused, Shown};

type Groups = BTreeMap<String, Vec<Map<String, Value>>>;

/// The examples of the package, where they are.
fn theirs() -> Option<Groups> {
    let folder = std::env::var_os("GUILDHALL_PASTURE")?;
    let mut groups = Groups::new();
    for entry in std::fs::read_dir(Path::new(&folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        groups.insert(name, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap());
    }
    assert_eq!(groups.values().map(Vec::len).sum::<usize>(), EXAMPLES);
    Some(groups)
}

/// An example that was sent.
struct Sent {
    group: String,
    index: usize,
    /// Its thing, as it was sent.
    object: Value,
    /// Under what it was put, unless it began a conversation.
    under: Option<String>,
    status: u16,
}

impl Sent {
    fn expected(&self) -> (Fate, &'static str) {
        let is_it = |(group, all, ..): &&(&str, &[usize], Fate, &str)| {
            *group == self.group && all.contains(&self.index)
        };
        NOT_SHOWN.iter().find(is_it).map_or((Shown, ""), |(.., fate, why)| (*fate, *why))
    }

    fn iri(&self) -> &str {
        self.object["id"].as_str().unwrap_or_default()
    }
}

impl std::fmt::Display for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let way = if self.under.is_some() { "an answer" } else { "a beginning" };
        write!(f, "{} {} as {way}: {:.400}", self.group, self.index, self.object.to_string())
    }
}

/// The activity that brings an example, with its names filled in. What is null is left out.
fn create(e: &Edge, at: &str, example: &Map<String, Value>, under: Option<&str>) -> Value {
    let text = Value::Object(example.clone()).to_string();
    let first = e.peer.iri("/note/1");
    let text =
        ["http://pasture-one-actor", "https://peer.example"].iter().fold(text, |text, host| {
            text.replace(&format!("\"{host}/actor\""), &format!("\"{}\"", e.eve.iri))
                .replace(&format!("\"{host}/assets/note1.jsonap\""), &format!("\"{first}\""))
                .replace(host, &e.peer.origin)
        });
    let example: Map<String, Value> = serde_json::from_str(&text).unwrap();
    let mut object = json!({ "id": e.peer.iri(at), "type": "Note", "attributedTo": e.eve.iri,
        "to": [PUBLIC], "cc": [e.group], "audience": e.group, "published": "2026-11-22T08:00:00Z" });
    if let Some(under) = under {
        object["inReplyTo"] = under.into();
    }
    let all = object.as_object_mut().unwrap();
    for (key, value) in example {
        all.insert(key, value);
    }
    all.retain(|_, value| !value.is_null());
    let context = all.remove("@context").unwrap_or(json!("https://www.w3.org/ns/activitystreams"));
    json!({ "@context": context, "id": e.peer.iri(&format!("{at}/create")), "type": "Create",
        "actor": e.eve.iri, "to": object["to"], "cc": object["cc"],
        "published": "2026-11-22T08:00:00Z", "object": object })
}

/// Sends every example in both ways, and asserts that none of them is an error of ours.
async fn send(e: &Edge, groups: &Groups) -> Vec<Sent> {
    let mut sent = Vec::new();
    for (number, (group, examples)) in groups.iter().enumerate() {
        let number = 100 + u32::try_from(number).unwrap();
        assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(e, number)).await, 202);
        let root = e.peer.iri(&format!("/note/{number}"));
        for (index, example) in examples.iter().enumerate() {
            for under in [None, Some(root.as_str())] {
                let way = if under.is_some() { "answer" } else { "begin" };
                let mut activity = create(e, &format!("/{group}/{index}/{way}"), example, under);
                let (status, body) = e.peer.sign(&e.eve, &e.inbox, &activity).await.send().await;
                let (group, under) = (group.clone(), under.map(str::to_owned));
                let sent_one =
                    Sent { group, index, object: activity["object"].take(), under, status };
                assert!(status < 500, "{status} {body}: {sent_one}");
                sent.push(sent_one);
            }
        }
    }
    sent
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// Elements that do something.
const ACTIVE: [&str; 9] =
    ["script", "style", "iframe", "form", "img", "audio", "video", "object", "input"];

/// Words of a text that one can look for.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2);
    words.map(str::to_lowercase).collect()
}

/// What a browser would show of HTML.
fn visible(html: &str) -> String {
    const UNSEEN: [&str; 4] = ["script", "style", "title", "template"];
    let parsed = Html::parse_fragment(html);
    let mut out = String::new();
    for node in parsed.root_element().descendants() {
        let hidden = node
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|a| UNSEEN.contains(&a.value().name()));
        if let (Some(text), false) = (node.value().as_text(), hidden) {
            out.push_str(text);
            out.push(' ');
        }
    }
    out
}

/// What is to be read of an example by whoever reads Bulgarian, and in which language it is.
fn said(object: &Value) -> (String, String) {
    let all = object["contentMap"].as_object().into_iter().flatten();
    let all: Vec<_> = all.filter(|(lang, _)| Lang::parse(lang).is_some()).collect();
    let first = all.first().copied();
    let hers = all.iter().skip(1).find(|(lang, _)| *lang == "bg").copied();
    let lang = hers.or(first).map_or("und", |(lang, _)| lang.as_str()).to_owned();
    let content = hers.map(|(_, text)| text).or_else(|| object.get("content"));
    let content = content.or_else(|| first.map(|(_, text)| text));
    let mut text = visible(content.and_then(Value::as_str).unwrap_or_default());
    if object["type"] == "Note" {
        text.push_str(&visible(object["summary"].as_str().unwrap_or_default()));
    }
    (text, lang)
}

/// What is wrong with a post for a reader: its author, its words, its language, its files, and nothing
/// that is for programs.
fn wrong_with(sent: &Sent, post: ElementRef<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let author = post.select(&selector(".post-head a.strong")).next();
    if author.map(|a| a.text().collect::<String>()).as_deref() != Some("eve") {
        wrong.push("its author is not named".to_owned());
    }
    let Some(prose) = post.select(&selector(".prose")).next() else {
        return vec!["there is no place for its text".to_owned()];
    };
    let (expected, lang) = said(&sent.object);
    if prose.value().attr("lang") != Some(lang.as_str()) {
        wrong.push(format!("it is not in {lang}: {:?}", prose.value().attr("lang")));
    }
    let shown: String = prose.text().flat_map(|t| [t, " "]).collect();
    if shown.trim().is_empty() {
        wrong.push("its place is empty".to_owned());
    }
    // Elements within a word are no end of it.
    let joined: String = shown.to_lowercase().split_whitespace().collect();
    let missing: Vec<String> =
        words(&expected).into_iter().filter(|w| !joined.contains(w)).collect();
    if !missing.is_empty() {
        wrong.push(format!("{missing:?} is not in {shown:?}"));
    }
    for odd in ["{\"", "&lt;", "&amp;", "[object", "null"] {
        if shown.contains(odd) {
            wrong.push(format!("{odd} in {shown:?}"));
        }
    }
    for element in prose.descendants().skip(1).filter_map(ElementRef::wrap) {
        let (element, html) = (element.value(), element.html());
        if ACTIVE.contains(&element.name()) {
            wrong.push(format!("something active: {html}"));
        }
        for (name, value) in element.attrs() {
            let web = ["http://", "https://", "mailto:"].iter().any(|s| value.starts_with(s));
            if !["href", "rel", "class", "start"].contains(&name) || name == "href" && !web {
                wrong.push(format!("an odd attribute: {html}"));
            }
        }
    }
    let attached = federation::document::attachments(&sent.object);
    for at in attached.filter_map(|a| a["url"].as_str().or_else(|| a["href"].as_str())) {
        let linked = prose.select(&selector("a")).any(|a| a.value().attr("href") == Some(at));
        if at.starts_with("http") && !linked {
            wrong.push(format!("no link to {at}"));
        }
    }
    wrong
}

async fn page(e: &Edge, id: ContentId) -> Html {
    let at = format!("{}/content/{id}", e.town.origin);
    let (status, headers) = head_of(&at, "text/html").await;
    assert_eq!(status, 303, "{at}");
    let to = headers["location"].to_str().unwrap().split('#').next().unwrap();
    let (status, _, body) = get(&format!("{}{to}", e.town.origin), "text/html").await;
    assert_eq!(status, 200, "{to}: {body}");
    Html::parse_document(&body)
}

/// Asserts of every example that what was to become of it did.
async fn check(e: &Edge, sent: &[Sent]) {
    let mut conversations: BTreeMap<&str, Html> = BTreeMap::new();
    let mut wrong = Vec::new();
    for one in sent {
        let here = e.town.copy(one.iri()).await;
        let fate = match (here, one.status) {
            (Some(_), 202) => Shown,
            (None, 202) => LeftAlone,
            _ => Refused,
        };
        let (expected, why) = one.expected();
        if fate != expected {
            wrong.push(format!("{fate:?} ({}), expected {expected:?} {why}: {one}", one.status));
            continue;
        }
        let Some(id) = here else { continue };
        // Some say for themselves what they answer, and some of those answer nothing.
        let under = one.under.as_deref().filter(|under| one.object["inReplyTo"] == **under);
        let alone;
        // Answers to one thing stand on one page, which is asked for once.
        let page = match under {
            Some(under) => {
                if !conversations.contains_key(under) {
                    let root = e.town.copy(under).await.unwrap();
                    conversations.insert(under, page(e, root).await);
                }
                &conversations[under]
            }
            None => {
                alone = page(e, id).await;
                &alone
            }
        };
        let title: String = page.select(&selector("h1")).flat_map(|h| h.text()).collect();
        let comment = selector(&format!("[id='comment-{id}'] > article"));
        let top = || page.select(&selector("main article.post")).next();
        let post = page.select(&comment).next().or_else(|| top().filter(|_| under.is_none()));
        let gone = || vec!["it is not there".to_owned()];
        let mut found = post.map_or_else(gone, |post| wrong_with(one, post));
        if title.trim().is_empty() {
            found.push("its page has no title".to_owned());
        }
        wrong.extend(found.into_iter().map(|why| format!("{why}: {one}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn walk(e: &Edge, groups: &Groups) {
    assert_eq!(e.peer.deliver(&e.eve, &e.inbox, &note(e, 1)).await, 202);
    let sent = send(e, groups).await;
    assert!(sent.len() > 20);
    check(e, &sent).await;
}

cities! {
    async fn our_own_examples_of_odd_notes_are_shown_sensibly(net: Network) {
        let own: Groups = serde_json::from_str(include_str!("../../pasture.json")).unwrap();
        walk(&edge(&net).await, &own).await;
    }

    async fn the_examples_of_the_pasture_are_shown_sensibly(net: Network) {
        match theirs() {
            Some(groups) => walk(&edge(&net).await, &groups).await,
            None => eprintln!("passed over: GUILDHALL_PASTURE names no folder with the examples"),
        }
    }
}
