//! What became of the rows of a table.

use domain::{ActorId, ContentId, FieldErrors, Result, access::Who, id::RowId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{JsonText, Query, args, statements};

use super::{Numbered, TableState, find};

statements! {
    TABLE_ROWS_OF = "SELECT r.number, r.title, r.goal, r.state, r.error, r.content_id, c.kind, c.slug \
        FROM table_import_row r LEFT JOIN content c ON c.id = r.content_id AND c.state <> 'deleted' \
        WHERE r.import_id = $1 ORDER BY r.number";
    TABLES_TAKEN = "SELECT id, name, kind, state, created_at, cells FROM table_import WHERE actor_id = $1 \
        ORDER BY created_at, id";
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, store::FromCell, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// It has had no turn yet.
    Waiting,
    /// It is here.
    Done,
    /// It could not be brought in.
    Failed,
}

impl RowState {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// What is wrong with a row, as it is kept: [`domain::FieldError`] with words of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The name of the field; empty when it is about none.
    pub field: String,
    /// The message.
    pub key: String,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl Said {
    /// What is about no field.
    pub(super) fn of_row(key: &str) -> Self {
        Self { field: String::new(), key: key.to_owned(), args: Vec::new() }
    }

    /// All that is wrong.
    pub(super) fn all(errors: &FieldErrors) -> Vec<Self> {
        let said = errors.0.iter().map(|error| Self {
            field: error.field.to_string(),
            key: error.key.to_owned(),
            args: error.args.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect(),
        });
        said.collect()
    }
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Row {
    /// Its number, as programs for tables count.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// `keep` or `publish`.
    pub goal: String,
    /// Where it stands.
    pub state: RowState,
    error: String,
    /// What it became, as long as that is there.
    pub content_id: Option<ContentId>,
    /// The kind of that.
    pub kind: Option<String>,
    /// The readable part of its address.
    pub slug: Option<String>,
}

impl Row {
    /// Why it could not be brought in; nothing otherwise.
    pub fn errors(&self) -> Vec<Said> {
        match serde_json::from_str(&self.error) {
            Ok(said) => said,
            // Earlier versions kept the message alone.
            Err(_) if !self.error.is_empty() => vec![Said::of_row(&self.error)],
            Err(_) => Vec::new(),
        }
    }
}

/// What became of each row of a table of one's own.
pub async fn rows(q: &mut impl Query, who: &Who, id: RowId) -> Result<Vec<Row>> {
    find(q, who, id).await?;
    Ok(q.all(&TABLE_ROWS_OF, args![id]).await?)
}

#[derive(store::FromRow)]
struct Taken {
    id: RowId,
    name: String,
    kind: String,
    state: TableState,
    created_at: domain::Time,
    cells: JsonText<Vec<Numbered>>,
}

/// All tables of somebody, for whoever takes along what is hers: what is kept of each as it came, and what
/// became of its rows.
pub(crate) async fn taken_along(q: &mut impl Query, me: ActorId) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for table in q.all::<Taken>(&TABLES_TAKEN, args![me]).await? {
        let rows: Vec<Row> = q.all(&TABLE_ROWS_OF, args![table.id]).await?;
        let rows = rows.iter().map(|row| {
            json!({
                "number": row.number,
                "title": row.title,
                "state": row.state,
                "thing": row.content_id,
            })
        });
        all.push(json!({
            "name": table.name,
            "kind": table.kind,
            "created": table.created_at.rfc3339(),
            "state": table.state,
            "rows": rows.collect::<Vec<_>>(),
            "cells": table.cells,
        }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(error: &str) -> Row {
        let error = error.to_owned();
        Row {
            number: 2,
            title: String::new(),
            goal: "keep".to_owned(),
            state: RowState::Failed,
            error,
            content_id: None,
            kind: None,
            slug: None,
        }
    }

    #[test]
    fn errors_are_kept_with_their_fields_and_arguments() {
        let mut errors = FieldErrors::default();
        errors.add_with("year", "content-error-number", vec![("min", "1900".to_owned())]);
        errors.add("title", "table-row-twice");
        let kept = serde_json::to_string(&Said::all(&errors)).unwrap();
        assert_eq!(row(&kept).errors(), Said::all(&errors));
        assert_eq!(row("table-row-failed").errors(), [Said::of_row("table-row-failed")]);
        assert_eq!(row("").errors(), []);
    }
}
