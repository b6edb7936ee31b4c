//! The pages of a mentoring, used as people use them: by their forms, in both languages, in two cities.

use federation::signature::Scheme;
use guildhall_tests::{
    cities,
    network::Town,
    peer::Peer,
    reader::{Reader, attribute, text},
};
use scraper::Html;

use crate::support::{TERMS, opened, propose, towns};

/// Moves a city to another time zone.
async fn live_in(town: &Town, timezone: &str) {
    let site = people::site::loaded(&mut town.store().read()).await.unwrap();
    let change = people::site::SiteUpdate {
        name: site.name,
        tagline: site.tagline,
        description: Vec::new(),
        rules: Vec::new(),
        default_lang: site.default_lang,
        languages: site.languages,
        timezone: timezone.into(),
        registration: site.registration,
        founding: site.founding,
        contact: site.contact,
    };
    people::site::update(town.store(), &town.people.admin.who, change).await.unwrap();
    town.city.app.reload_site().await.unwrap();
}

/// What a city does once a day.
async fn remind(town: &Town) {
    let mut tx = town.store().begin().await.unwrap();
    for ask in town.city.app.daily() {
        ask(&mut tx).await.unwrap();
    }
    tx.save().await.unwrap();
}

cities! {
    /// What somebody types of an agreement and does not propose yet waits for her, and nobody else finds it.
    async fn what_is_not_proposed_yet_is_kept_for_its_author(net: Network) {
        let ([a, _b], [at_a, at_b], [home_a, home_b]) = opened(&net).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let at_dora = Reader::of(&a, &dora, "bg").await;
        at_a.post(&format!("{home_a}/people"), &[("handle", "dora")]).await;
        net.settle().await;
        let (agreement, edit) = (format!("{home_a}/agreement"), format!("{home_a}/agreement/edit"));

        // Half of it, and something that is wrong.
        let half = [
            ("lang", "en"), ("title", "Гише на колела"), ("goals.1.text", "Втора цел без белег"),
            ("sectors", "housing"), ("sectors", "health"), ("starts", "някога през пролетта"), ("go", "draft"),
        ];
        at_a.post(&edit, &half).await;
        net.settle().await;
        assert!(text(&at_a.get(&agreement).await, ".page-head .btn").contains("Продължете написаното"));
        let page = at_a.get(&edit).await;
        assert!(text(&page, "#kept").contains("Виждате го само Вие"));
        for (name, value) in [("title", "Гише на колела"), ("starts", "някога през пролетта"), ("goals.1.text", "Втора цел без белег")] {
            assert_eq!(attribute(&page, &format!("[name='{name}']"), "value"), value, "{name}");
        }
        for sector in ["housing", "health"] {
            assert_eq!(attribute(&page, &format!("[name=sectors][checked][value={sector}]"), "value"), sector);
        }
        for (reader, home) in [(&at_dora, &home_a), (&at_b, &home_b)] {
            for path in ["", "/agreement", "/agreement/edit"] {
                assert!(!reader.get(&format!("{home}{path}")).await.html().contains("на колела"), "{path}");
            }
        }
        let (_, _, mine) = at_a.send("/settings/moving/everything.json", None).await;
        assert!(mine.contains("някога през пролетта"), "she takes it along");

        // The other city proposes meanwhile: she is told, and what she wrote stays.
        at_b.post(&format!("{home_b}/agreement/edit"), TERMS).await;
        net.settle().await;
        let page = at_a.get(&edit).await;
        assert!(text(&page, "#kept").contains("предложена нова редакция"));
        assert_eq!(attribute(&page, "[name=title]", "value"), "Гише на колела");

        // It is thrown away, and what is proposed is kept no longer.
        at_a.post(&edit, &[("go", "discard")]).await;
        let page = at_a.get(&edit).await;
        assert_eq!(text(&page, "#kept"), "");
        assert_eq!(attribute(&page, "[name=title]", "value"), "Мобилно гише");
        at_a.post(&edit, &half).await;
        let own = TERMS.iter().map(|(name, value)| (*name, if *name == "title" { "Гише" } else { *value }));
        at_a.post(&edit, &own.collect::<Vec<_>>()).await;
        assert_eq!(text(&at_a.get(&edit).await, "#kept"), "");
        let (_, _, mine) = at_a.send("/settings/moving/everything.json", None).await;
        assert!(!mine.contains("някога през пролетта"));
    }

    /// Whoever signs second reads at once that the agreement is in force, or for what it still waits.
    async fn what_both_have_signed_says_when_it_is_in_force(net: Network) {
        let ([a, _b], [at_a, at_b], [home_a, home_b]) = opened(&net).await;
        let (here, there) = (format!("{home_a}/agreement"), format!("{home_b}/agreement"));

        // The mentored city keeps the register: where it signs second, nobody has to wait.
        at_b.post(&format!("{there}/edit"), TERMS).await;
        net.settle().await;
        let digest = attribute(&at_a.get(&here).await, "button[name=sign]", "value");
        at_a.post(&here, &[("sign", &digest)]).await;
        assert!(text(&at_a.get(&here).await, ".tag-ok").contains("В сила"));

        // Where the mentor does, and the other city is away, he reads what is waited for.
        net.settle().await;
        at_a.answer(&format!("{here}/edit"), TERMS, 422).await;
        let longer = |value| if value == "Десет излизания" { "Дванадесет излизания" } else { value };
        let longer: Vec<(&str, &str)> = TERMS.iter().map(|(name, value)| (*name, longer(*value))).collect();
        at_a.post(&format!("{here}/edit"), &longer).await;
        net.settle().await;
        let digest = attribute(&at_b.get(&there).await, "button[name=sign]", "value");
        let fallen = net.kill(a);
        at_b.post(&there, &[("sign", &digest)]).await;
        let page = at_b.get(&there).await;
        let newest = text(&page, "#v2");
        assert!(newest.contains("Signed by both") && newest.contains("has recorded it"), "{newest}");
        assert_eq!(attribute(&page, "#v2 .note a", "href"), there);
        assert_eq!(attribute(&page, "#v2 button", "name"), "", "it is too late to sign or to decline");
        let _a = net.restart(fallen).await;
        net.advance(std::time::Duration::from_secs(6 * 3600)).await;
        assert!(text(&at_b.get(&there).await, "#v2 .tag-ok").contains("In force"));
    }

    /// A form that is filled in to its limits is kept, and one that is beyond what can be sent is shown again as it was.
    async fn a_full_form_is_kept_and_nothing_typed_is_lost(net: Network) {
        let (_towns, [at_a, at_b], [home_a, home_b]) = opened(&net).await;
        let [agenda, notes, report] = [("д", 4000), ("б", 10_000), ("о", 20_000)].map(|(c, n)| c.repeat(n));
        let mut session = vec![
            ("title", "Среща"), ("state", "held"), ("date", "20.11.2026"), ("mode", "online"),
            ("agenda", &*agenda), ("notes", &*notes), ("report", &*report),
        ];
        at_a.post(&format!("{home_a}/session/new"), &session).await;
        net.settle().await;
        let there = attribute(&at_b.get(&home_b).await, "[aria-labelledby=sessions] li a", "href");
        let page = at_b.get(&there).await;
        for (name, value) in [("agenda", &agenda), ("notes", &notes), ("report", &report)] {
            assert_eq!(text(&page, &format!("textarea[name={name}]")).trim(), value, "{name}");
        }
        // A letter can be made of many, so that what fits the field is more than what can be sent.
        let family = "👩‍👩‍👧‍👦".repeat(3000);
        session.retain(|(name, _)| *name != "report");
        session.push(("report", &family));
        let page = at_a.answer(&format!("{home_a}/session/new"), &session, 422).await;
        assert!(text(&page, "main").contains("Текстът е твърде дълъг"));
        assert_eq!(text(&page, "textarea[name=report]").trim(), family);
        assert_eq!(text(&page, "textarea[name=notes]").trim(), notes);
        let page = at_a.answer(&format!("{home_a}/messages"), &[("message", &family)], 422).await;
        assert_eq!(text(&page, "textarea[name=message]").trim(), family);
    }

    /// What one has begun to write as a practice is not begun once more by a colleague who cannot see it.
    async fn a_practice_that_a_colleague_has_begun_is_not_begun_again(net: Network) {
        let (a, b) = (net.city("a").await, net.city("b").await);
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let dora = a.people.person("dora").of(a.people.organisation).await;
        let at_a = Reader::of(&a, &anna, "bg").await;
        let at_dora = Reader::of(&a, &dora, "bg").await;
        let home = propose(&at_a, &b, None).await;
        at_a.post(&format!("{home}/people"), &[("handle", "dora")]).await;
        at_a.post(&format!("{home}/closing/own"), &[("lessons", "Да питаме по-рано.")]).await;
        let practice = format!("{home}/practice");
        let draft = at_a.post(&practice, &[]).await;
        let page = at_dora.answer(&practice, &[], 422).await;
        assert!(text(&page, "main").contains("Anna вече пише практика"), "{}", text(&page, "main"));
        let again = at_a.post(&practice, &[]).await;
        assert_eq!(again.split('/').nth(2), draft.split('/').nth(2), "it is hers still");
        // She throws it away, and her colleague begins anew.
        let id: domain::ContentId = draft.split('/').nth(2).unwrap().parse().unwrap();
        content::service::withdraw(a.publishing(), &anna.who, id).await.unwrap();
        let other = at_dora.post(&practice, &[]).await;
        assert_ne!(other.split('/').nth(2), draft.split('/').nth(2));
    }

    async fn two_cities_agree_and_work_by_their_forms(net: Network) {
        let ([a, b], [at_a, at_b]) = towns(&net).await;

        // She proposes it; what is wrong is said beside the field and nothing typed is lost.
        let (status, _, body) = at_a.send("/mentoring/workspaces/new", Some(&[
            ("side", "mentee"), ("with", "@nobody"), ("title", "Мобилно гише"), ("message", "Здравейте"),
        ])).await;
        let page = Html::parse_document(&body);
        assert_eq!(status, 422);
        assert_eq!(attribute(&page, "#f-title, input[name=title]", "value"), "Мобилно гише");
        assert!(text(&page, ".err, .error, [id$=-error]").contains("никой"), "{body}");
        let home_a = propose(&at_a, &b, Some("boris")).await;
        net.settle().await;

        // He is told, finds it, and reads it in his language.
        let told = text(&at_b.get("/notifications").await, "main");
        assert!(told.contains("proposes mentoring: “Мобилно гише”"), "{told}");
        let list = at_b.get("/mentoring/workspaces").await;
        let home_b = attribute(&list, "#workspaces a", "href");
        let page = at_b.get(&home_b).await;
        assert!(text(&page, ".banner-private").contains("Only the two cities see this."));
        assert!(text(&page, "[aria-labelledby=messages]").contains("Здравейте"));
        at_b.post(&format!("{home_b}/messages"), &[("message", "With pleasure.")]).await;

        // An agreement that lacks something, then a whole one; he signs it.
        let edit = format!("{home_a}/agreement/edit");
        let (status, _, body) = at_a.send(&edit, Some(&TERMS[..4])).await;
        assert_eq!(status, 422);
        assert!(body.contains("Втора година на гишето."));
        assert!(text(&Html::parse_document(&body), "#f-goals .err").contains("поне една цел"), "{body}");
        at_a.post(&edit, TERMS).await;
        net.settle().await;
        let page = at_b.get(&format!("{home_b}/agreement")).await;
        let digest = attribute(&page, "button[name=sign]", "value");
        assert!(!digest.is_empty());
        for word in ["stage", "dates", "hours", "satisfied", "overdue"] {
            assert!(text(&page, "[aria-labelledby=reported]").contains(word), "{word}");
        }
        at_b.post(&format!("{home_b}/agreement"), &[("sign", &digest)]).await;
        net.settle().await;
        for (reader, home, word) in [(&at_a, &home_a, "В сила"), (&at_b, &home_b, "In force")] {
            assert!(text(&reader.get(&format!("{home}/agreement")).await, ".tag-ok").contains(word));
            assert!(text(&reader.get(home).await, "[aria-labelledby=goals]").contains("Десет излизания"));
        }

        // A meeting, an action, a goal.
        let session = [("title", "Първа среща"), ("state", "planned"), ("date", "24.2.2027"), ("mode", "online")];
        let (status, _, _) = at_a.send(&format!("{home_a}/session/new"), Some(&session[..1])).await;
        assert_eq!(status, 422);
        at_a.post(&format!("{home_a}/session/new"), &session).await;
        at_b.post(&format!("{home_b}/action/new"), &[
            ("text", "Праща решението на съвета"), ("owner", "Boris"), ("due", "1.3.2026"), ("state", "todo"),
        ]).await;
        at_b.post(&format!("{home_b}/goal/g1"), &[("state", "open"), ("progress", "40")]).await;
        net.settle().await;
        let page = at_a.get(&home_a).await;
        assert!(text(&page, "[aria-labelledby=actions]").contains("Просрочено"));
        assert_eq!(attribute(&page, "progress", "value"), "40");
        let session_a = attribute(&page, "[aria-labelledby=sessions] li a", "href");
        let session_b = attribute(&at_b.get(&home_b).await, "[aria-labelledby=sessions] li a", "href");

        // Both move it from the page they had open: nothing is lost, and somebody chooses.
        let forms = [at_a.get(&session_a).await, at_b.get(&session_b).await];
        let seen = forms.map(|page| attribute(&page, "input[name=seen]", "value"));
        for (reader, at, seen, day) in
            [(&at_a, &session_a, &seen[0], "2.3.2027"), (&at_b, &session_b, &seen[1], "9.3.2027")]
        {
            let moved =
                [("title", "Първа среща"), ("state", "planned"), ("date", day), ("mode", "online"), ("seen", seen)];
            reader.post(at, &moved).await;
        }
        net.settle().await;
        let page = at_a.get(&home_a).await;
        let shown = text(&page, "[aria-labelledby=conflicts]");
        assert!(shown.contains("2 март 2027") && shown.contains("9 март 2027"), "{shown}");
        let hidden = |name: &str| {
            attribute(&page, &format!("[aria-labelledby=conflicts] input[name={name}]"), "value")
        };
        let (entry, key, field, seen) = (hidden("entry"), hidden("key"), hidden("field"), hidden("seen"));
        let value = attribute(&page, "[aria-labelledby=conflicts] button", "value");
        // Whoever changes something else chooses nothing by it, though the form shows one of the two days.
        assert!(at_a.get(&session_a).await.html().contains(&format!("{home_a}#conflicts")));
        let form = at_a.get(&session_a).await;
        let [shown, at] = ["date", "seen"].map(|name| attribute(&form, &format!("input[name={name}]"), "value"));
        at_a.post(&session_a, &[("title", "Първа среща"), ("state", "planned"), ("date", &shown), ("mode", "online"),
            ("seen", &at), ("agenda", "Бюджет")]).await;
        net.settle().await;
        assert_ne!(text(&at_b.get(&home_b).await, "[aria-labelledby=conflicts]"), "");
        let chosen = [("entry", &*entry), ("key", &key), ("field", &field), ("seen", &seen), ("value", &value)];
        at_a.post(&format!("{home_a}/settle"), &chosen).await;
        net.settle().await;
        assert!(text(&at_b.get(&home_b).await, "[aria-labelledby=sessions]").contains("2 March 2027"));
        for (reader, home) in [(&at_a, &home_a), (&at_b, &home_b)] {
            assert_eq!(text(&reader.get(home).await, "[aria-labelledby=conflicts]"), "");
        }

        // A day that there is not, an hour that there is not, and nothing that was held before its day.
        for (field, value) in [("date", "2027"), ("time", "25:99"), ("state", "held")] {
            let mut wrong = session.to_vec();
            wrong.retain(|(name, _)| *name != field);
            wrong.push((field, value));
            let (status, _, body) = at_a.send(&format!("{home_a}/session/new"), Some(&wrong)).await;
            assert_eq!(status, 422, "{field}");
            assert!(!text(&Html::parse_document(&body), ".err").is_empty(), "{field}");
        }

        // For one's own calendar, in the hours of the city that wrote it.
        at_a.post(&session_a, &[("title", "Първа среща"), ("state", "planned"), ("date", "9.3.2027"),
            ("time", "10:00"), ("minutes", "90"), ("mode", "online")]).await;
        net.settle().await;
        let (status, _, file) = at_b.send(&format!("{session_b}/calendar.ics"), None).await;
        assert_eq!(status, 200);
        for line in ["DTSTART:20270309T080000Z", "DTEND:20270309T093000Z", "SUMMARY:Първа среща", "STATUS:CONFIRMED"] {
            assert!(file.contains(line), "{line}: {file}");
        }

        // Whoever lives by other clocks and adds to the agenda leaves the hour as it is, and reads which one it is.
        live_in(&b, "Europe/Amsterdam").await;
        let form = at_b.get(&session_b).await;
        assert!(text(&form, ".banner").contains("Europe/Sofia"));
        at_b.post(&session_b, &[("title", "Първа среща"), ("state", "planned"), ("date", "9.3.2027"), ("time", "10:00"),
            ("minutes", "90"), ("mode", "online"), ("agenda", "Budget and staff"),
            ("seen", &attribute(&form, "input[name=seen]", "value"))]).await;
        net.settle().await;
        let (_, _, file) = at_a.send(&format!("{session_a}/calendar.ics"), None).await;
        assert!(file.contains("DTSTART:20270309T080000Z") && file.contains("Budget and staff"), "{file}");

        // A file goes to the other city, through that city's own server, and to nobody else.
        let page = at_a.get(&home_a).await;
        let upload = attribute(&page, "#files form[enctype]", "action");
        let back = at_a.upload(&upload, "бюджет.csv", "перо;евро\nпревод;1200\n").await;
        assert!(back.starts_with(&home_a), "{back}");
        assert!(at_a.upload(&upload, "вирус.exe", "MZ").await.contains("wrong=files-error-type"));
        net.settle().await;
        let (file_a, file_b) = (
            attribute(&at_a.get(&home_a).await, "#files li a", "href"),
            attribute(&at_b.get(&home_b).await, "#files li a", "href"),
        );
        for (reader, href) in [(&at_a, &file_a), (&at_b, &file_b)] {
            let (status, _, holds) = reader.send(href, None).await;
            assert_eq!((status, holds.contains("превод;1200")), (200, true), "{href}: {holds}");
        }
        let guest = Reader::of(&b, &b.people.person("guest").await, "en").await;
        let admin = Reader::of(&a, &a.people.admin, "bg").await;
        assert_eq!(guest.send(&file_b, None).await.0, 404);
        assert_eq!(admin.send(&file_a, None).await.0, 404);
        let address = format!("{}{file_a}", a.origin);
        assert_eq!(guildhall_tests::peer::get(&address, "*/*").await.0, 404, "not without a signature");
        let stranger = Peer::start("stranger", net.clock()).await;
        let (_, instance) = stranger.with_two_keys("instance", "Application");
        assert_eq!(stranger.ask(&instance, Scheme::Cavage, &address).await, 404, "nor for another instance");
        // Whoever added it can take it away, and it is away there too.
        let remove = attribute(&at_a.get(&home_a).await, "#files li form", "action");
        assert_eq!(attribute(&at_b.get(&home_b).await, "#files li form", "action"), "");
        at_a.post(&remove, &[]).await;
        net.settle().await;
        assert_eq!(attribute(&at_b.get(&home_b).await, "#files li a", "href"), "");
        assert_eq!(at_b.send(&file_b, None).await.0, 404);

        // Notes of one's own stay with her, and nobody else has them: not a colleague, not the other city.
        at_a.post(&format!("{home_a}/note"), &[("place", ""), ("note", "Питай за бюджета.")]).await;
        let key = session_a.strip_prefix(&*home_a).unwrap().trim_start_matches('/').to_owned();
        at_a.post(&format!("{home_a}/note"), &[("place", &key), ("note", "Беше тих.")]).await;
        net.settle().await;
        assert!(text(&at_a.get(&home_a).await, "[aria-labelledby=own]").contains("Питай за бюджета."));
        assert!(text(&at_a.get(&session_a).await, "[aria-labelledby=own]").contains("Беше тих."));
        for page in [at_b.get(&home_b).await, at_b.get(&session_b).await] {
            assert!(!page.html().contains("Питай за бюджета.") && !page.html().contains("Беше тих."));
        }
        let (_, _, mine) = at_a.send("/settings/moving/everything.json", None).await;
        assert!(mine.contains("Питай за бюджета.") && mine.contains("Беше тих."), "she takes them along");
        let (_, _, theirs) = at_b.send("/settings/moving/everything.json", None).await;
        assert!(!theirs.contains("Питай за бюджета."));
        at_a.post(&format!("{home_a}/note"), &[("place", ""), ("note", " ")]).await;
        assert!(!at_a.get(&home_a).await.html().contains("Питай за бюджета."));

        // What both think of a meeting is read by both.
        at_b.post(&session_b, &[("title", "Първа среща"), ("state", "planned"), ("date", "9.3.2027"),
            ("time", "10:00"), ("minutes", "90"), ("mode", "online"), ("rating", "4")]).await;
        net.settle().await;
        let sessions = text(&at_a.get(&home_a).await, "[aria-labelledby=sessions]");
        assert!(sessions.contains(": 4 от 5"), "{sessions}");

        // People are reminded, each time once.
        for _ in 0..2 {
            remind(&a).await;
            remind(&b).await;
            net.settle().await;
        }
        assert_eq!(at_b.times("An action is overdue").await, 1);
        assert!(text(&at_a.get("/notifications").await, "main").contains("Има просрочено действие"));
        // The next one is not hidden by that of which he has not read yet.
        net.advance(std::time::Duration::from_secs(60)).await;
        at_a.post(&format!("{home_a}/action/new"), &[
            ("text", "Изпраща бюджета"), ("owner", "Анна"), ("due", "2.3.2026"), ("state", "todo"),
        ]).await;
        net.settle().await;
        net.advance(std::time::Duration::from_secs(60)).await;
        remind(&b).await;
        net.settle().await;
        assert_eq!(at_b.times("An action is overdue").await, 1);
        assert!(text(&at_b.get("/notifications").await, "main li:first-child").contains("An action is overdue"));

        // Feedback and the end, each in one's own words.
        at_a.post(&format!("{home_a}/feedback/new"), &[("moment", "end"), ("satisfaction", "5")]).await;
        at_a.post(&format!("{home_a}/closing/own"), &[("lessons", "Да питаме по-рано.")]).await;
        at_b.post(&format!("{home_b}/closing/own"), &[("lessons", "Да слушаме.")]).await;
        net.settle().await;
        let page = at_b.get(&home_b).await;
        let end = text(&page, "[aria-labelledby=closing]");
        assert!(end.contains("Да питаме по-рано.") && end.contains("Да слушаме."), "{end}");
        assert!(text(&page, "[aria-current=step]").contains("Sharing"));

        // What was learnt becomes the draft of a practice, which only she sees; he is told that it is coming.
        let draft = at_a.post(&format!("{home_a}/practice"), &[]).await;
        let page = at_a.get(&draft).await;
        assert_eq!(attribute(&page, "input[name=title]", "value"), "Мобилно гише");
        net.settle().await;
        let again = at_a.post(&format!("{home_a}/practice"), &[]).await;
        assert_eq!(again.split('/').nth(2), draft.split('/').nth(2), "there is one already");
        let end = text(&at_b.get(&home_b).await, "[aria-labelledby=closing]");
        assert!(end.contains("is writing a practice of it"), "{end}");
        assert!(!attribute(&at_a.get(&home_a).await, "[aria-labelledby=closing] a[href*=practices]", "href").is_empty());

        // Nobody else: not a colleague, not the administrator, not whoever is not signed in.
        let dora = a.people.person("dora").of(a.people.organisation).await;
        for who in [&dora, &a.people.admin] {
            let reader = Reader::of(&a, who, "bg").await;
            let key = session_a.rsplit('/').next().unwrap();
            let file = format!("/session/{key}/calendar.ics");
            for path in ["", "/agreement", "/agreement/edit", "/session/new", &file] {
                assert_eq!(reader.send(&format!("{home_a}{path}"), None).await.0, 404);
            }
            let (status, _, _) = reader.send(&format!("{home_a}/messages"), Some(&[("message", "x")])).await;
            assert_eq!(status, 404);
        }
        // Either side can leave, and the other is told.
        at_b.post(&format!("{home_b}/leave"), &[]).await;
        net.settle().await;
        assert!(text(&at_a.get(&home_a).await, "main").contains("напусна това наставничество"));

        // A colleague who is added takes part.
        at_a.post(&format!("{home_a}/people"), &[("handle", "dora")]).await;
        let at_dora = Reader::of(&a, &dora, "bg").await;
        assert!(text(&at_dora.get(&home_a).await, "h1").contains("Мобилно гише"));
        net.settle().await;
        let who = "[aria-labelledby=people]";
        assert!(text(&at_b.get(&home_b).await, who).contains("Dora"));

        // She goes to another organisation: a day later both sides read that she takes part no longer.
        people::organisations::affiliate(a.store(), &a.people.admin.who, dora.actor, None).await.unwrap();
        assert!(!text(&at_a.get(&home_a).await, who).contains("Dora"));
        remind(&a).await;
        net.settle().await;
        assert!(!text(&at_b.get(&home_b).await, who).contains("Dora"));

        // One can be taken out by one's own side, and by nobody else.
        let eva = a.people.person("eva").of(a.people.organisation).await;
        at_a.post(&format!("{home_a}/people"), &[("handle", "eva")]).await;
        net.settle().await;
        let at_eva = Reader::of(&a, &eva, "bg").await;
        assert_eq!(at_eva.send(&home_a, None).await.0, 200);
        let id = eva.actor.to_string();
        let (status, _, _) = at_b.send(&format!("{home_b}/people/remove"), Some(&[("person", &id)])).await;
        assert_eq!(status, 404);
        at_a.post(&format!("{home_a}/people/remove"), &[("person", &id)]).await;
        net.settle().await;
        assert_eq!(at_eva.send(&home_a, None).await.0, 404);
        assert!(!text(&at_b.get(&home_b).await, who).contains("Eva"));
    }
}
