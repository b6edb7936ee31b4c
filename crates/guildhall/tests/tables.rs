//! Workbooks: what is taken along can be opened and brought in again, and whatever else is uploaded as one does no
//! harm.
#![expect(clippy::unwrap_used, reason = "tests")]
#![cfg(feature = "xlsx")]

use std::time::Duration;

use content::{
    files::{Reader, Settings},
    tables,
};
use futures::{StreamExt as _, stream};
use people::testing::Person;
use store::Store;
use web::{
    House, Messages,
    table::{self, About, Cell, Column, Format, Workbooks},
    testing::Browser,
};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_guildhall");

async fn house(store: &Store) -> House {
    let reader = Reader::new(PROGRAM, &["read-table"]).patient(Duration::from_secs(30));
    let files = Settings { tables: Some(reader), ..Settings::default() };
    let config = web::Config { files, ..web::Config::default() };
    web::build(store.clone(), config, guildhall::rooms()).await.unwrap()
}

async fn workbook(rows: &[&[Cell]]) -> Vec<u8> {
    let head = rows[0].iter().map(|cell| match cell {
        Cell::Text(label) => Column::new(label, label),
        other => panic!("{other:?} is no heading"),
    });
    let rows: Vec<_> = rows[1..].iter().map(|row| Ok(row.to_vec())).collect();
    let (books, rows) = (Workbooks::default(), stream::iter(rows).boxed());
    let about = About::new(Messages::load().languages()[0], "list", "List");
    let answer = table::answer(&books, Format::Xlsx, &about, head.collect(), rows);
    let body = answer.await.unwrap().into_body();
    axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec()
}

store::on_both! {
    async fn a_workbook_is_read_as_it_was_written(store: Store) {
        people::testing::city(&store).await;
        let house = house(&store).await;
        let written = workbook(&[
            &[Cell::text("Заглавие"), Cell::text("Цена"), Cell::text("Бележка")],
            &[Cell::text("=1+1"), Cell::count(16_400), Cell::text("ред 1\nред 2")],
            &[Cell::Empty, Cell::Empty, Cell::Empty],
            &[Cell::text("Второ"), Cell::Number(2.5), Cell::Empty],
            &[Cell::date("2026-03-02"), Cell::date("2026-03"), Cell::date("1900-01-31")],
        ])
        .await;
        let read = tables::read_book(house.app.publishing(), written.into()).await.unwrap().unwrap();
        let read: Vec<(i64, Vec<String>)> = read.into_iter().map(Into::into).collect();
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let expected = [
            (1, row(&["Заглавие", "Цена", "Бележка"])),
            (2, row(&["=1+1", "16400", "ред 1\nред 2"])),
            (4, row(&["Второ", "2.5"])),
            (5, row(&["2026-03-02", "2026-03", "1900-01-31"])),
        ];
        assert_eq!(read, expected, "rows keep their numbers");
    }

    /// What is too large is told as such, and not as no table.
    async fn a_workbook_with_too_many_rows_says_so(store: Store) {
        let city = people::testing::city(&store).await;
        let house = house(&store).await;
        let elena: Person = city.person("elena").await;
        let mut browser = Browser::new(&house).signed_in(&city, &elena).await;
        let line = [Cell::text("x")];
        let mut rows: Vec<&[Cell]> = vec![&line; tables::ROWS_MAX + 50];
        let head = [Cell::text("Title")];
        rows[0] = &head;
        let many = workbook(&rows).await;
        let wide: Vec<Cell> = (0..tables::CELLS_MAX + 50).map(|n| Cell::text(format!("c{n}"))).collect();
        let wide = workbook(&[&wide, &wide]).await;
        for book in [many, wide] {
            let answer = browser.upload("/practices/import", &[("a.xlsx", &book)]).await;
            assert_eq!(answer.status, 422);
            let key = "content-error-table-many";
            let expected = Messages::load().get("bg").unwrap().t(key).to_owned();
            assert_eq!(answer.error("file"), Some(expected));
        }
    }

    async fn a_practice_comes_from_a_workbook(store: Store) {
        let city = people::testing::city(&store).await;
        let house = house(&store).await;
        let elena: Person = city.person("elena").await;
        let mut browser = Browser::new(&house).signed_in(&city, &elena).await;
        for (ending, begins) in [("xlsx", "PK"), ("csv", "\u{feff}")] {
            let form = browser.get(&format!("/practices/import/form.{ending}")).await;
            assert_eq!(form.status, 200);
            assert!(form.body.starts_with(begins), "{ending}");
        }
        assert_eq!(browser.get("/practices/list.xlsx").await.status, 200);
        let written = workbook(&[
            &[Cell::text("Title"), Cell::text("Country")],
            &[Cell::text("Едно гише"), Cell::text("България")],
        ])
        .await;
        let answer = browser.upload("/practices/import", &[("книга.xlsx", &written)]).await;
        let page = answer.location().unwrap_or_else(|| panic!("{}", answer.body)).to_owned();
        let shown = browser.get(&page).await;
        assert!(!shown.has("#wrong") && shown.has("#lacking"), "{}", shown.body);
        assert_eq!(shown.value("column.1").as_deref(), Some("country"));
    }

    async fn what_is_no_workbook_is_refused(store: Store) {
        let city = people::testing::city(&store).await;
        let house = house(&store).await;
        let elena: Person = city.person("elena").await;
        let mut browser = Browser::new(&house).signed_in(&city, &elena).await;
        let whole = workbook(&[&[Cell::text("Title")], &[Cell::text("x")]]).await;
        let (half, cut) = (&whole[..whole.len() / 2], &whole[..10]);
        for broken in [half, cut, b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]] {
            let answer = browser.upload("/practices/import", &[("a.xlsx", broken)]).await;
            assert_eq!(answer.status, 422);
            let said = answer.error("file").unwrap();
            let key = "content-error-table-format";
            assert_eq!(said, Messages::load().get("bg").unwrap().t(key));
        }
    }
}
