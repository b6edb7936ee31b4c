//! Every list in every form: with the rows of its page, for whoever sees the page, and for nobody else; and the empty
//! table in which things are described.
#![expect(clippy::unwrap_used, reason = "tests")]
#![cfg(feature = "xlsx")]

mod town;
mod zip;

use store::Store;
use town::{Open, town};
use web::{Messages, Shelf, Tr, testing::Answer};

const FORMS: [(&str, &str); 3] = [
    ("csv", "text/csv; charset=utf-8"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("json", "application/json"),
];

fn tr(lang: &str) -> Tr {
    Messages::load().get(lang).unwrap()
}

/// What stands below a heading.
fn column(cells: &[Vec<String>], label: &str) -> Vec<String> {
    let at = cells[0].iter().position(|head| head == label);
    let at = at.unwrap_or_else(|| panic!("{label} in {:?}", cells[0]));
    cells[1..].iter().map(|row| row.get(at).cloned().unwrap_or_default()).collect()
}

/// What stands in a file. Workbooks are packed: what stands in their cells is not to be found in their bytes.
fn holds(answer: &Answer) -> String {
    if answer.header("content-type").starts_with(FORMS[1].1) {
        zip::part(&answer.bytes, "xl/worksheets/sheet1.xml")
    } else {
        answer.body.clone()
    }
}

/// The address of a list as it would be below practices: all shelves have the same pages.
fn on_practices(shelves: &[&Shelf], path: &str) -> String {
    let of =
        |shelf: &&Shelf| path.strip_prefix(shelf.href).filter(|rest| rest.starts_with("/{id}/"));
    let rest = shelves.iter().find_map(of);
    rest.map_or_else(|| path.to_owned(), |rest| format!("/practices{rest}"))
}

/// Whether an address is one of those that are registered so: `/communities/{handle}/list.csv`.
fn is_at(registered: &str, at: &str) -> bool {
    let (registered, at): (Vec<&str>, Vec<&str>) =
        (registered.split('/').collect(), at.split('/').collect());
    let same = |(registered, at): (&&str, &&str)| registered == at || registered.starts_with('{');
    registered.len() == at.len() && registered.iter().zip(&at).all(same)
}

/// What is said of a file: its type, its name, that nobody keeps it on the way, and no e-mail.
fn described(answer: &Answer, at: &str, media: &str, lang: &str) {
    assert_eq!(answer.status, 200, "{at}: {}", answer.body);
    assert!(answer.header("content-type").starts_with(media), "{at}");
    assert_eq!(answer.header("cache-control"), "private, no-store", "{at}");
    let named = answer.header("content-disposition");
    assert!(named.starts_with("attachment; filename=\""), "{at}: {named}");
    let cyrillic = named.contains("filename*=UTF-8''%D0");
    assert!(cyrillic || lang == "en", "{at}: {named}");
    assert!(!holds(answer).contains("@example.org"), "{at} has e-mail addresses");
}

store::on_both! {
    /// Whoever gives a list of her pages writes it down in [`town::Town::lists`], where all that follows is asked of it.
    async fn no_list_is_left_out(store: Store) {
        let town = town(&store).await;
        let app = &town.house.app;
        let registered: Vec<String> = app
            .paths()
            .filter(|path| path.ends_with("/list.csv"))
            .map(|path| on_practices(app.shelves(), path))
            .collect();
        let listed: Vec<String> = town.lists().iter().map(|l| format!("{}/list.csv", l.below)).collect();
        for path in &registered {
            assert!(listed.iter().any(|at| is_at(path, at)), "nothing asks for {path}");
        }
        for at in &listed {
            assert!(registered.iter().any(|path| is_at(path, at)), "there is no {at}");
        }
    }

    async fn every_list_is_taken_along_as_its_page_shows_it(store: Store) {
        let town = town(&store).await;
        for lang in ["bg", "en"] {
            let (mut elena, tr) = (town.reader(&town.elena, lang).await, tr(lang));
            for list in town.lists() {
                let page = elena.get(&list.page).await;
                assert_eq!(page.status, 200, "{}: {}", list.page, page.body);
                let names = if list.rows.is_empty() { Vec::new() } else { page.all(list.rows) };
                if !names.is_empty() {
                    let links = page.attributes("[id^=take] a, [aria-labelledby=download] a", "href");
                    assert!(links.contains(&list.at("csv")), "{}: {links:?}", list.page);
                }
                let mut count = 0;
                for (ending, media) in FORMS {
                    let at = list.at(ending);
                    let answer = elena.get(&at).await;
                    described(&answer, &at, media, lang);
                    if ending == "json" {
                        assert_eq!(answer.json().as_array().map(Vec::len), Some(count), "{at}");
                        continue;
                    }
                    let cells = town.cells(&answer, ending).await;
                    for head in &cells[0] {
                        assert!(!head.starts_with("table-"), "{at}: {:?}", cells[0]);
                    }
                    for head in list.heads {
                        assert!(cells[0].iter().any(|h| h == tr.t(head)), "{at}: {head} in {:?}", cells[0]);
                    }
                    let column = column(&cells, tr.t(list.named));
                    if !list.rows.is_empty() {
                        assert_eq!(column, names, "{at}");
                    }
                    count = column.len();
                }
            }
        }
    }

    /// What the lists would show nobody by accident: each has rows, those of rooms aside in which nobody has begun.
    async fn the_town_has_something_in_its_lists(store: Store) {
        let town = town(&store).await;
        let mut elena = town.reader(&town.elena, "bg").await;
        for list in town.lists().iter().filter(|l| !["/library", "/mentoring"].contains(&&*l.page)) {
            let answer = elena.get(&list.at("json")).await;
            assert_ne!(answer.json().as_array().map(Vec::len), Some(0), "{}", list.page);
        }
    }

    async fn what_one_may_not_see_is_not_taken_along(store: Store) {
        let town = town(&store).await;
        let (mut visitor, mut boris) = (town.visitor("bg"), town.reader(&town.boris, "bg").await);
        let mut vera = town.reader(&town.vera, "bg").await;
        for list in town.lists() {
            for (ending, _) in FORMS {
                let at = list.at(ending);
                let (outside, stranger) = (visitor.get(&at).await, boris.get(&at).await);
                match list.open {
                    Open::Everybody => assert_eq!((outside.status, stranger.status), (200, 200), "{at}"),
                    Open::SignedIn => {
                        assert!(outside.header("location").starts_with("/sign-in"), "{at}: {}", outside.status);
                        assert_eq!(stranger.status, 200, "{at}");
                    }
                    // The list of communities is there, but for those that one does not see.
                    Open::Members if list.page == "/communities" => assert_eq!(outside.status, 200),
                    Open::Coordinator => {
                        assert!(outside.header("location").starts_with("/sign-in"), "{at}: {}", outside.status);
                        assert_eq!((stranger.status, vera.get(&at).await.status), (404, 404), "{at}");
                    }
                    Open::Members => assert_eq!((outside.status, stranger.status), (404, 404), "{at}"),
                }
                for answer in [&outside, &stranger] {
                    assert!(!holds(answer).contains("Скрито"), "{at}");
                }
            }
        }
        for below in ["taken-up", "lineage"] {
            let at = format!("/practices/{}/{below}/list.csv", town.hidden);
            assert_eq!((visitor.get(&at).await.status, boris.get(&at).await.status), (404, 404), "{at}");
        }
    }

    /// What people write stays text, whatever program opens it.
    async fn nothing_of_a_list_is_a_formula(store: Store) {
        let town = town(&store).await;
        let mut elena = town.reader(&town.elena, "bg").await;
        let mut marked = 0;
        for list in town.lists() {
            let table = elena.get(&list.at("csv")).await.body;
            for sign in ["=", "+", "@"] {
                for before in ["\n", ",", "\""] {
                    assert!(!table.contains(&format!("{before}{sign}")), "{}: {table}", list.page);
                }
                marked += table.matches(&format!("'{sign}")).count();
            }
            let book = elena.get(&list.at("xlsx")).await.bytes;
            let sheet = zip::part(&book, "xl/worksheets/sheet1.xml");
            assert!(sheet.contains("<sheetData>") && !sheet.contains("<f>"), "{}: {sheet}", list.page);
            let named = zip::part(&book, "xl/workbook.xml");
            assert!(!named.contains("name=\"Sheet1\""), "it is called as the list: {named}");
        }
        assert!(marked > 5, "{marked}");
    }

    /// A program for tables offers the words of each cell, and says what helps, in the reader's language.
    async fn the_empty_table_offers_words_and_says_what_helps(store: Store) {
        let town = town(&store).await;
        for lang in ["bg", "en"] {
            let (mut elena, tr) = (town.reader(&town.elena, lang).await, tr(lang));
            let at = "/practices/import/form.xlsx";
            let answer = elena.get(at).await;
            described(&answer, at, FORMS[1].1, lang);
            let sheet = zip::part(&answer.bytes, "xl/worksheets/sheet1.xml");
            let lists = sheet.matches("<dataValidation type=\"list\"").count();
            assert!(lists >= 8, "{lists}: {sheet}");
            let words = format!("<formula1>'{}'!$", tr.t("table-words"));
            assert_eq!(sheet.matches(&words).count(), lists, "{sheet}");
            for help in ["practice-country-hint", "table-form-many", "table-published.hint"] {
                let said = tr.t(help).split(['“', '„', '"', '\'', '&']).next().unwrap();
                assert!(sheet.contains(said), "{lang} {help}: {said} in {sheet}");
            }
            let cells = town.cells(&answer, "xlsx").await;
            assert_eq!(cells.len(), 1, "the first sheet is the one to be filled in");
            assert!(cells[0].iter().any(|head| head == tr.t("library-title")), "{:?}", cells[0]);
        }
    }
}
