//! Lists that go on: pages found by the key of the last row seen, never by counting.

use domain::{ActorId, Time};
use store::{FromRow, Row, RowError};
use uuid::Uuid;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page of at most `limit` rows out of one more than that, with the cursor of the last one.
    pub fn of(mut rows: Vec<T>, limit: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(cursor) } else { None };
        Self { items: rows, next }
    }
}

/// The sort key and id of a row. It travels in addresses as `ID.KEY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// A text such as a folded name, or a time in microseconds.
    pub key: String,
    /// The row's id, which decides between equal keys.
    pub id: Uuid,
}

impl Cursor {
    /// A cursor in a list sorted by a text.
    pub fn by_text(key: impl Into<String>, id: impl Into<Uuid>) -> Self {
        Self { key: key.into(), id: id.into() }
    }

    /// A cursor in a list sorted by time.
    pub fn by_time(at: Time, id: impl Into<Uuid>) -> Self {
        Self { key: at.0.to_string(), id: id.into() }
    }

    /// Before the first row of a list that rises by a text.
    pub(crate) fn start() -> Self {
        Self { key: String::new(), id: Uuid::nil() }
    }

    /// The time in the key; the far future where there is none, so that a falling list begins
    /// at its beginning.
    pub fn time(&self) -> Time {
        Time(self.key.parse().unwrap_or(i64::MAX))
    }

    /// Reads what an address holds; `None` for anything else.
    pub fn parse(s: &str) -> Option<Self> {
        let (id, key) = s.split_once('.')?;
        Some(Self { key: key.to_owned(), id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.id.simple(), self.key)
    }
}

/// What a list is sorted by that shows names in the reader's language: the shown name of the actor `a`, folded. `t` is
/// what the actor says of itself in that language; its key begins with the name.
macro_rules! shown_key {
    () => {
        "COALESCE(NULLIF(SUBSTR(t.text_key, 1, LENGTH(t.name)), ''), a.name_key)"
    };
}
pub(crate) use shown_key;

/// A row of such a list, with what it is sorted by in the column `shown_key`.
pub(crate) struct ByShownName<T> {
    row: T,
    key: String,
}

impl<T> ByShownName<T> {
    /// A page of at most `limit` of these rows, which are one more than that.
    pub(crate) fn page(rows: Vec<Self>, limit: usize, id: impl Fn(&T) -> ActorId) -> Page<T> {
        let page = Page::of(rows, limit, |one| Cursor::by_text(&one.key, id(&one.row)));
        Page { items: page.items.into_iter().map(|one| one.row).collect(), next: page.next }
    }
}

impl<T: FromRow> FromRow for ByShownName<T> {
    fn from_row(row: &Row<'_>) -> Result<Self, RowError> {
        Ok(Self { row: T::from_row(row)?, key: row.get("shown_key")? })
    }
}

/// One row more than the page holds, to know whether there is another.
pub(crate) fn rows(limit: usize) -> i64 {
    i64::try_from(limit).map_or(i64::MAX, |n| n.saturating_add(1))
}

/// The text as a pattern for `LIKE … ESCAPE '!'` that is found anywhere.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}", beginning(text))
}

/// The same, found at the beginning.
pub(crate) fn beginning(text: &str) -> String {
    let mut out = String::new();
    for c in domain::text::fold(text).chars() {
        if matches!(c, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(c);
    }
    out.push('%');
    out
}

/// The time and id at which a falling list begins.
pub(crate) fn before(after: Option<&Cursor>) -> (Time, Uuid) {
    after.map_or((Time(i64::MAX), Uuid::max()), |c| (c.time(), c.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_go_both_ways() {
        let c = Cursor::by_text("община. x", Uuid::from_u128(7));
        assert_eq!(Cursor::parse(&c.to_string()), Some(c));
        assert_eq!(Cursor::parse("x"), None);
        assert_eq!(Cursor::by_time(Time(5), Uuid::nil()).time(), Time(5));
    }

    #[test]
    fn a_page_knows_whether_more_follows() {
        let cursor = |n: &i64| Cursor::by_time(Time(*n), Uuid::nil());
        assert_eq!(Page::of(vec![1, 2, 3], 2, cursor).next.unwrap().time(), Time(2));
        assert_eq!(Page::of(vec![1, 2], 2, cursor).next, None);
    }
}
