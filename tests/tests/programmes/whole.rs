//! A programme from the call to the report, by its pages, at three instances.

use guildhall_tests::{
    cities,
    reader::{Reader, attribute, text},
};
use mentoring::{coordinating, programme};
use scraper::Selector;

use crate::support::{
    APPLICATION, TERMS, TITLE, operations_with, snapshot, table, three, tr, with,
};

cities! {
    async fn a_programme_from_the_call_to_the_report(net: Network) {
        let t = three(&net).await;
        let at_net = Reader::of(&t.network, &t.coordinator, "en").await;
        let at_a = Reader::of(&t.helped, &t.mentee, "bg").await;
        let at_b = Reader::of(&t.helping, &t.mentor, "en").await;
        let home = format!("/mentoring/programmes/{}", t.programme[0]);

        // The call: whoever reads the programme finds the way, whoever coordinates it goes on.
        let shelf = at_a.get(&format!("/mentoring/{}", t.programme[1])).await;
        let apply_a = attribute(&shelf, "a[href$='/apply']", "href");
        assert_eq!(apply_a, format!("/mentoring/programmes/{}/apply", t.programme[1]));
        assert!(text(&at_net.get(&format!("/mentoring/{}", t.programme[0])).await, "main").contains("Coordinate"));
        assert_eq!(at_a.send(&format!("/mentoring/programmes/{}", t.programme[1]), None).await.0, 404);

        // The mentor's city is invited; it hears of it and applies from there.
        let nowhere = at_net.send(&format!("{home}/invite"), Some(&[("with", "@nobody"), ("message", "Come")])).await;
        assert_eq!(nowhere.0, 422);
        at_net.post(&format!("{home}/invite"), &[
            ("with", &format!("@{}", t.helping.address("boris"))), ("message", "We would like you to help."),
        ]).await;
        net.settle().await;
        assert!(text(&at_b.get("/notifications").await, "main").contains("invites you to apply to “Cities learn from cities”"));
        let list = at_b.get("/mentoring/workspaces").await;
        let application_b = attribute(&list, "[aria-labelledby=applications] a", "href");
        let page = at_b.get(&application_b).await;
        assert!(text(&page, "[aria-labelledby=invitation]").contains("We would like you to help."));
        let apply_b = attribute(&page, "[aria-labelledby=invitation] a.btn", "href");
        assert_eq!(apply_b, format!("/mentoring/programmes/{}/apply", t.programme[2]));
        assert_eq!(at_b.post(&apply_b, &with(&[("role", "mentor"), ("capacity", "2")])).await, application_b);

        // The mentee's city applies; what it forgot is said beside the field, and what it typed stays.
        let (status, _, body) = at_a.send(&apply_a, Some(&APPLICATION[..3])).await;
        assert_eq!(status, 422);
        assert!(body.contains("Търсим опит с жилищния фонд."));
        let application_a = at_a.post(&apply_a, &with(&[("role", "mentee")])).await;
        net.settle().await;

        // The coordinator sees both, and takes both.
        let page = at_net.get(&home).await;
        assert!(text(&page, "[aria-labelledby=tasks]").contains("2 applications wait for a decision"));
        let links = Selector::parse("[aria-labelledby=applications] .rows a").unwrap();
        let open: Vec<String> =
            page.select(&links).map(|a| a.value().attr("href").unwrap().to_owned()).collect();
        assert_eq!(open.len(), 2);
        for href in &open {
            assert!(text(&at_net.get(href).await, "main").contains("Търсим опит"));
            at_net.post(&format!("{href}/decide"), &[("state", "accepted"), ("text", "Welcome.")]).await;
        }
        let refused = at_net.send(&format!("{}/decide", open[0]), Some(&[("state", "declined")])).await;
        assert_eq!(refused.0, 422, "a reason is needed");
        net.settle().await;
        assert!(text(&at_a.get(&application_a).await, "main").contains("Welcome."));

        // Both are asked with whom they would like to work.
        at_net.post(&format!("{home}/wishes"), &[("ask", "1")]).await;
        net.settle().await;
        for (reader, at) in [(&at_a, &application_a), (&at_b, &application_b)] {
            assert!(text(&reader.get(at).await, "[aria-labelledby=wishes]").contains("@haskovo@"));
            reader.post(&format!("{at}/wishes"), &[("choice.0", "1"), ("worked.0", "on")]).await;
        }
        net.settle().await;
        at_net.post(&format!("{home}/wishes"), &[("end", "1")]).await;
        net.settle().await;
        let late = at_a.send(&format!("{application_a}/wishes"), Some(&[("choice.0", "none")])).await;
        assert_eq!(late.0, 409);

        // What the page explains is what is computed: the same data, in both languages.
        let matching = format!("{home}/matching");
        let ledgers = t.network.city.app.ledgers().unwrap();
        let origin = t.network.origin.clone();
        let mut q = t.network.store().read();
        let (kinds, lang) = (t.network.city.app.kinds(), domain::Lang::english());
        let read = programme::Programme::read(&mut q, kinds, &origin, &t.coordinator.who, t.programme[0], &lang);
        let programme = read.await.unwrap();
        drop(q);
        let all = coordinating::applicants(ledgers, &t.coordinator.who, &programme, &lang).await.unwrap();
        let suggested = coordinating::suggest(&all, &programme::weights(&programme.values));
        let judged = &suggested.pairs[0].judgement;
        for lang in ["bg", "en"] {
            let page = Reader::of(&t.network, &t.coordinator, lang).await.get(&matching).await;
            let shown = table(&page, "[data-pair]");
            for (line, reason) in shown.lines().zip(&judged.reasons) {
                let end = format!("| {} % | {} | ", reason.share, reason.weight);
                assert!(line.contains(&end), "{line} {reason:?}");
            }
            assert_eq!(shown.lines().count(), judged.reasons.len());
            assert!(text(&page, "[data-pair] .tag").contains(&format!("{} %", judged.percent())));
            snapshot(&format!("matching-{lang}"), &shown);
        }

        // The coordinator decides; a grant beyond the programme's is refused.
        let page = at_net.get(&matching).await;
        let hidden = |name: &str| attribute(&page, &format!("[data-pair] input[name={name}]"), "value");
        let (mentor, mentee) = (hidden("mentor"), hidden("mentee"));
        let pair = |grant| [("mentor", &*mentor), ("mentee", &*mentee), ("grant", grant)];
        assert_eq!(at_net.send(&matching, Some(&pair("9001"))).await.0, 422);
        at_net.post(&matching, &pair("8000")).await;
        at_net.post(&matching, &pair("8000")).await;
        net.settle().await;
        let page = at_a.get(&application_a).await;
        let told = table(&page, "[aria-labelledby=match1]");
        assert!(!told.contains("Предпочитания") && told.contains("Общи сектори"), "what the other wished stays with the coordinator: {told}");
        assert!(text(&page, "[aria-labelledby=match1]").contains("8000"));

        // The mentee's city begins, both sign; from then on the coordinator gets its report, and nothing else.
        let begin = attribute(&page, "[aria-labelledby=match1] a.btn", "href");
        let form = at_a.get(&begin).await;
        let field = |name: &str| attribute(&form, &format!("input[name={name}]"), "value");
        let (address, programme_iri) = (field("with"), field("programme"));
        let work_a = at_a.post("/mentoring/workspaces/new", &[
            ("side", "mentee"), ("with", &address), ("title", "Жилища"), ("programme", &programme_iri),
            ("message", "Тайна, която координаторът не чете."),
        ]).await;
        at_a.post(&format!("{work_a}/agreement/edit"), TERMS).await;
        net.settle().await;
        let work_b = attribute(&at_b.get("/mentoring/workspaces").await, "#workspaces a", "href");
        let page = at_b.get(&format!("{work_b}/agreement")).await;
        let digest = attribute(&page, "button[name=sign]", "value");
        at_a.post(&format!("{work_a}/session/new"), &[("title", "Преди подписа"), ("state", "held"), ("date", "20.11.2026"), ("minutes", "30"), ("mode", "online")]).await;
        net.settle().await;
        assert!(table(&at_net.get(&home).await, "[aria-labelledby=pairs]").contains("brought together"));
        at_b.post(&format!("{work_b}/agreement"), &[("sign", &digest)]).await;
        net.settle().await;
        at_a.post(&format!("{work_a}/session/new"), &[("title", "Първа"), ("state", "held"), ("date", "21.11.2026"), ("minutes", "90"), ("mode", "online"), ("rating", "4")]).await;
        at_b.post(&format!("{work_b}/feedback/new"), &[("moment", "middle"), ("satisfaction", "5")]).await;
        at_b.post(&format!("{work_b}/action/new"), &[("text", "Решение"), ("owner", "Boris"), ("due", "20.11.2026"), ("state", "todo")]).await;
        net.settle().await;
        let page = at_net.get(&home).await;
        let pairs = table(&page, "[aria-labelledby=pairs]");
        assert!(pairs.contains("feedback given | 2 · last on 21 November 2026 | 2 | 4.5 | 1 |"), "{pairs}");
        assert!(text(&page, "[aria-labelledby=tasks]").contains("1 pair has overdue actions"));
        let report = at_net.get(&format!("{home}/report")).await;
        assert!(text(&report, "main").contains("8,000"));
        let (status, _, csv) = at_net.send(&format!("{home}/list.csv"), None).await;
        assert_eq!(status, 200);
        assert_eq!(csv.lines().count(), 2, "{csv}");
        let (_, _, list) = at_net.send(&format!("{home}/list.json"), None).await;
        let rows: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert_eq!((rows[0]["hours"].as_f64(), rows[0]["grant"].as_i64()), (Some(2.0), Some(8000)));

        // What the two cities wrote to each other has not come to the coordinator's instance, in whatever column.
        assert_eq!(operations_with(&t.network, "Тайна").await + operations_with(&t.network, "Първа").await, 0);
        assert!(operations_with(&t.helping, "Тайна").await > 0);

        // Both cities see what was reported of them.
        assert!(text(&at_a.get(&application_a).await, "[aria-labelledby=reports]").contains("дадена е оценка"));

        // Nobody else finds a trace, at any of the three.
        let dora = t.helped.people.person("dora").of(t.helped.people.organisation).await;
        let guest = t.network.people.person("guest").await;
        for (town, person) in [(&t.helped, &dora), (&t.helped, &t.helped.people.admin)] {
            let reader = Reader::of(town, person, "bg").await;
            assert_eq!(reader.send(&work_a, None).await.0, 404);
        }
        let root = t.network.people.person("root").administrator().await;
        for person in [&guest, &root] {
            let reader = Reader::of(&t.network, person, "en").await;
            for path in ["", "/matching", "/report", "/list.csv"] {
                assert_eq!(reader.send(&format!("{home}{path}"), None).await.0, 404, "{path}");
            }
            assert_eq!(reader.send(&open[0], None).await.0, 404);
        }
        let stranger = t.helped.people.person("nina").await;
        assert_eq!(Reader::of(&t.helped, &stranger, "bg").await.send(&application_a, None).await.0, 404);
        // A city applies as a whole: her colleague can go on with it, and is told what is decided.
        let reader = Reader::of(&t.helped, &dora, "bg").await;
        assert!(text(&reader.get(&application_a).await, "main").contains("Търсим опит"));
        // Whoever works for the coordinator does, without having been named.
        let colleague = t.network.people.person("gina").of(t.network.people.organisation).await;
        let reader = Reader::of(&t.network, &colleague, "en").await;
        assert!(text(&reader.get(&open[0]).await, "main").contains("Търсим опит"));
        assert!(text(&reader.get(&home).await, "h1").contains("Cities learn from cities"));

        // The coordinator parts the two: both are told that, and from then on nothing is reported.
        let notice = |lang, word: &str| tr(lang).t1(&format!("notification-application-{word}"), "title", TITLE);
        at_net.post(&format!("{home}/part"), &[("mentor", &*mentor), ("mentee", &*mentee)]).await;
        net.settle().await;
        for (reader, lang) in [(&at_a, "bg"), (&at_b, "en")] {
            assert_eq!(reader.times(&notice(lang, "matched")).await, 1, "{lang}");
            assert_eq!(reader.times(&notice(lang, "parted")).await, 1, "{lang}");
        }
        let reported = operations_with(&t.network, "meetings").await;
        assert!(reported > 0);
        at_a.post(&format!("{work_a}/session/new"), &[("title", "След това"), ("state", "held"), ("date", "22.11.2026"), ("minutes", "60"), ("mode", "online")]).await;
        net.settle().await;
        assert_eq!(operations_with(&t.network, "meetings").await, reported);
    }
}
