//! Pairs that cannot be because somebody has declared so are marked on the page of matching before anybody tries.

use std::{fmt::Write as _, time::Duration};

use content::{Draft, service};
use domain::{ActorId, ContentId, Lang};
use guildhall_tests::{
    cities,
    network::{Network, Town},
    reader::{Reader, attribute, text},
};
use mentoring::{
    application::{Applicant, Role, form},
    coordinating::{self, is_free},
    matching::{Bar, judge},
    openers, programme,
};
use people::{
    persons::{self, PersonText, Profile},
    testing::Person,
};
use scraper::{Html, Selector};
use serde_json::json;

use crate::support::{TITLE, snapshot, tr, with};

/// Cities, each with somebody of it and its role.
const CITIES: [(&str, &str, &str); 4] = [
    ("ruse", "anna", "mentee"),
    ("vidin", "boris", "mentee"),
    ("varna", "vera", "mentor"),
    ("burgas", "georgi", "mentor"),
];

/// A programme of one house, in which all cities take part and were asked for their wishes.
struct Open {
    town: Town,
    coordinator: Person,
    id: ContentId,
    /// Whoever acts for each city, and the page of its application.
    applicants: Vec<(Reader, String)>,
    /// They with their organisations.
    people: Vec<(Person, ActorId)>,
}

async fn open(net: &Network) -> Open {
    let town = net.city("net").await;
    let coordinator = town.people.person("matteo").of(town.people.organisation).await;
    openers::name(town.store(), &town.people.admin.who, &coordinator.handle).await.unwrap();
    let mut draft = Draft::new(programme::PROGRAMME.name, Lang::english());
    draft.title = TITLE.into();
    draft.summary = "Mentoring.".into();
    draft.body = "Who helps, who is helped, and how.".into();
    draft.sectors = vec!["housing".into()];
    draft.organisation = Some(town.people.organisation);
    let values = json!({
        "stand": "open", "rules": "Both sign.", "capacity": 7,
        "period_start": "2026-01", "period_end": "2027-12",
    });
    draft.values = values.as_object().unwrap().clone();
    let id = service::publish(town.publishing(), &coordinator.who, &draft).await.unwrap();
    let at_net = Reader::of(&town, &coordinator, "en").await;
    let (mut applicants, mut people) = (Vec::new(), Vec::new());
    for (city, person, role) in CITIES {
        let organisation = town.people.another_organisation(city).await;
        let person = town.people.person(person).of(organisation).await;
        let reader = Reader::of(&town, &person, "bg").await;
        let apply = format!("/mentoring/programmes/{id}/apply");
        let application = reader.post(&apply, &with(&[("role", role)])).await;
        at_net.post(&format!("{application}/decide"), &[("state", "accepted"), ("text", "")]).await;
        applicants.push((reader, application));
        people.push((person, organisation));
        // The page has them in the order in which they came.
        net.clock().advance(Duration::from_mins(1));
    }
    at_net.post(&format!("/mentoring/programmes/{id}/wishes"), &[("ask", "1")]).await;
    net.settle().await;
    Open { town, coordinator, id, applicants, people }
}

impl Open {
    /// What somebody chooses of another city.
    async fn choose(&self, who: usize, city: &str, choice: &str) {
        let (reader, application) = &self.applicants[who];
        let shown = Selector::parse("form[action$='/wishes'] fieldset").unwrap();
        let page = reader.get(application).await;
        let is_it = |e: scraper::ElementRef| e.text().collect::<String>().contains(city);
        let n = page.select(&shown).position(is_it).unwrap();
        let field = format!("choice.{n}");
        reader.post(&format!("{application}/wishes"), &[(&*field, choice)]).await;
    }

    /// Gives somebody a name in each of two languages.
    async fn rename(&self, who: usize, names: [(&str, &str); 2]) {
        let (person, organisation) = &self.people[who];
        let texts = names.map(|(lang, name)| PersonText {
            name: name.to_owned(),
            ..PersonText::empty(Lang::parse(lang).unwrap())
        });
        let profile = Profile {
            texts: texts.into(),
            sectors: Vec::new(),
            languages: Vec::new(),
            organisation: Some(*organisation),
            discoverable: false,
            indexable: false,
        };
        persons::update(self.town.store(), &person.who, profile).await.unwrap();
    }

    fn page(&self) -> String {
        format!("/mentoring/programmes/{}/matching", self.id)
    }

    /// The programme, and who takes part in it.
    async fn all(&self) -> (programme::Programme, Vec<Applicant>) {
        let (app, lang) = (&self.town.city.app, Lang::english());
        let (mut q, who) = (self.town.store().read(), &self.coordinator.who);
        let read =
            programme::Programme::read(&mut q, app.kinds(), &self.town.origin, who, self.id, &lang);
        let programme = read.await.unwrap();
        drop(q);
        let ledgers = app.ledgers().unwrap();
        let all = coordinating::applicants(ledgers, who, &programme, &lang).await.unwrap();
        (programme, all)
    }
}

/// What the page says of conflicts: the list of them, and what is offered in the form.
fn marks(page: &Html) -> String {
    let words = |of: scraper::ElementRef| {
        of.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut out = String::new();
    let [rows, titles, lines] = ["[aria-labelledby=conflicts] li", ".row-title", ".meta"]
        .map(|s| Selector::parse(s).unwrap());
    for row in page.select(&rows) {
        let title: Vec<String> = row.select(&titles).map(words).collect();
        let lines: Vec<String> = row.select(&lines).map(words).collect();
        writeln!(out, "{} | {}", title.join(" "), lines.join(" ")).unwrap();
    }
    for name in ["mentee", "mentor"] {
        let options = format!("select[name={name}] option:not([value=''])");
        for option in page.select(&Selector::parse(&options).unwrap()) {
            writeln!(out, "{name}: {}", words(option)).unwrap();
        }
    }
    out
}

cities! {
    async fn what_was_declared_is_marked_before_anybody_tries(net: Network) {
        let open = open(&net).await;
        let at_net = Reader::of(&open.town, &open.coordinator, "en").await;
        assert_eq!(text(&at_net.get(&open.page()).await, "#conflicts"), "");
        open.choose(0, "Varna", "conflict").await;
        open.choose(3, "Vidin", "conflict").await;
        net.settle().await;

        // Those are marked that the computation bars, and no others.
        let (programme, all) = open.all().await;
        let weights = programme::weights(&programme.values);
        let conflicts = coordinating::conflicts(&all);
        for mentee in all.iter().filter(|a| a.takes_part(Role::Mentee) && is_free(a, &all)) {
            for mentor in all.iter().filter(|a| a.takes_part(Role::Mentor)) {
                let judged = judge(&form::city(mentor), &form::city(mentee), &weights);
                let ids = (mentor.line.id, mentee.line.id);
                let marked = conflicts.iter().any(|c| (c.mentor, c.mentee) == ids);
                assert_eq!(marked, judged.bar == Some(Bar::Conflict), "{ids:?}");
            }
        }
        assert_eq!(conflicts.len(), 2);
        for lang in ["bg", "en"] {
            let page = Reader::of(&open.town, &open.coordinator, lang).await.get(&open.page()).await;
            snapshot(&format!("matching-conflicts-{lang}"), &marks(&page));
            // Nobody is suggested to whom that applies; where others are named, it is said why they are not.
            let others = text(&page, "[data-pair] details");
            assert!(others.contains(tr(lang).t("matching-bar-conflict")), "{others}");
            for c in &conflicts {
                let [mentor, mentee] = [c.mentor, c.mentee].map(|id| id.to_string());
                let pair = format!("[data-pair] input[value='{mentor}'] ~ input[value='{mentee}']");
                assert_eq!(attribute(&page, &pair, "value"), "");
                assert!(others.contains(&c.declared[0].names[0]), "{others}");
            }
        }

        // Whoever tries all the same is refused beside the field, with everything that was marked.
        let (mentor, mentee) = (conflicts[0].mentor.to_string(), conflicts[0].mentee.to_string());
        let pair = [("mentor", &*mentor), ("mentee", &*mentee), ("grant", "")];
        let refused = at_net.answer(&open.page(), &pair, 422).await;
        assert!(text(&refused, "#f-mentor-err").contains(tr("en").t("application-error-pair")));
        assert_eq!(marks(&refused), marks(&at_net.get(&open.page()).await));

        // What is taken back is marked no longer.
        open.choose(0, "Varna", "none").await;
        net.settle().await;
        let marked = marks(&at_net.get(&open.page()).await);
        assert!(!marked.contains("Anna") && marked.contains("mentee: Ruse\n"), "{marked}");
        assert!(marked.contains("Georgi"), "{marked}");

        // Whoever has declared it is called as she is in the language of the reader.
        let names = [("bg", "Георги Илиев"), ("en", "Georgi Iliev")];
        open.rename(3, names).await;
        for (n, (lang, name)) in names.into_iter().enumerate() {
            let reader = Reader::of(&open.town, &open.coordinator, lang).await;
            let marked = marks(&reader.get(&open.page()).await);
            assert!(marked.contains(name) && !marked.contains(names[1 - n].1), "{lang}: {marked}");
        }
    }
}
