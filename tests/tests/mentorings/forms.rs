//! What the forms of a mentoring say of what is missing or wrong.

use guildhall_tests::{
    cities,
    reader::{Reader, text},
};
use scraper::{Html, Selector};

use crate::support::{tr, two};

/// The lines of the list of errors.
fn errors(page: &Html) -> Vec<String> {
    let lines = Selector::parse(".err-list li").unwrap();
    page.select(&lines).map(|line| line.text().collect()).collect()
}

cities! {
    async fn all_that_is_missing_is_said_at_once(net: Network) {
        let a = net.city("a").await;
        let anna = a.people.person("anna").of(a.people.organisation).await;
        let anna = Reader::of(&a, &anna, "bg").await;
        let (new, bg) = ("/mentoring/workspaces/new", tr("bg"));
        let empty = [("side", "mentee"), ("with", " "), ("person", ""), ("title", ""), ("message", "")];
        let page = anna.answer(new, &empty, 422).await;
        assert!(text(&page, "#f-with-err").contains(bg.t("error-required")));
        assert!(text(&page, "#f-title-err").contains(bg.t("content-error-title")));
        let wrong = [("side", "mentee"), ("with", "няма такъв"), ("person", "@nobody"), ("title", ""), ("message", "")];
        let page = anna.answer(new, &wrong, 422).await;
        assert_eq!(errors(&page).len(), 3, "{:?}", errors(&page));
        for field in ["#f-with-err", "#f-person-err"] {
            assert!(text(&page, field).contains(bg.t("workspace-error-with")), "{field}");
        }
    }

    async fn errors_stand_in_the_order_of_the_form_and_name_their_fields(net: Network) {
        let t = two(&net).await;
        let session = [
            ("title", ""),
            ("state", "planned"),
            ("date", "31.2.2027"),
            ("time", "25:00"),
            ("minutes", "много"),
            ("mode", ""),
        ];
        let page = t.mentee.answer(&format!("{}/session/new", t.home[0]), &session, 422).await;
        let lines = errors(&page);
        let fields = ["session-title", "session-date", "session-time", "session-minutes", "session-mode"];
        assert_eq!(lines.len(), fields.len(), "{lines:?}");
        for (line, field) in lines.iter().zip(fields) {
            assert!(line.starts_with(&format!("{}: ", tr("bg").t(field))), "{lines:?}");
        }
        // What of a goal may stay empty says so.
        let page = t.mentee.get(&format!("{}/agreement/edit", t.home[0])).await;
        for (cell, optional) in [("text", false), ("measure", false), ("due", true)] {
            let label = text(&page, &format!("label[for='f-goals-0-{cell}']"));
            assert_eq!(label.contains(tr("bg").t("form-optional")), optional, "{cell}: {label}");
        }
    }
}
