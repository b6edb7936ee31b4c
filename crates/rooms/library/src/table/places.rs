//! The columns of an uploaded table: what stands above each, and whether anything stands below.

use content::tables::{CELLS_MAX, Numbered};
use web::Tr;

/// The columns of a table, as far as anything is in them.
pub struct Places {
    /// The heading of each, and whether a row has something in it.
    all: Vec<(String, bool)>,
}

impl Places {
    /// Those of a table whose first row is the heading.
    pub fn of(cells: &[Numbered]) -> Self {
        let (head, rows) = cells.split_first().map_or((&[][..], cells), |(h, r)| (&h.cells[..], r));
        let mut all: Vec<(String, bool)> = head.iter().map(|h| (h.clone(), false)).collect();
        for row in rows {
            for (place, cell) in row.cells.iter().take(CELLS_MAX).enumerate() {
                if cell.trim().is_empty() {
                    continue;
                }
                if all.len() <= place {
                    all.resize_with(place + 1, Default::default);
                }
                all[place].1 = true;
            }
        }
        let used = all.iter().rposition(|(heading, filled)| *filled || !heading.trim().is_empty());
        all.truncate(used.map_or(0, |at| at + 1).min(CELLS_MAX));
        Self { all }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The headings, one for each; empty where there is none.
    pub fn headings(&self) -> Vec<String> {
        self.all.iter().map(|(heading, _)| heading.clone()).collect()
    }

    /// What people call a column: its heading, or the letters that programs for tables show above it. `None`
    /// for one in which nothing stands.
    pub fn name(&self, place: usize, tr: Tr) -> Option<String> {
        let (heading, filled) = self.all.get(place)?;
        if !heading.trim().is_empty() {
            return Some(heading.clone());
        }
        filled.then(|| tr.t1("table-column-unnamed", "name", letters(place)))
    }
}

/// A, B, …, Z, AA, AB, …
fn letters(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let named = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn columns_without_a_heading_are_there_when_something_stands_in_them() {
        let row = |number: i64, cells: &[&str]| Numbered {
            number,
            cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        };
        let cells =
            [row(1, &["Title", "", "City", "", ""]), row(2, &["x", " ", "", "", "", "y", ""])];
        let places = Places::of(&cells);
        assert_eq!(places.headings(), ["Title", "", "City", "", "", ""]);
        let tr = web::Messages::load().get("en").unwrap();
        let names: Vec<Option<String>> = (0..places.count()).map(|n| places.name(n, tr)).collect();
        let f = tr.t1("table-column-unnamed", "name", "F");
        assert_eq!(
            names,
            [Some("Title".to_owned()), None, Some("City".to_owned()), None, None, Some(f)]
        );
        assert_eq!(Places::of(&[]).count(), 0);
    }
}
