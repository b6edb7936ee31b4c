//! Running one statement on one connection.

use rusqlite::{CachedStatement, Connection, types::ToSql};

use crate::{
    error::{Cause, Error, Result},
    query::Text,
    row::{FromRow, Row},
    value::Value,
};

/// All rows.
pub(crate) fn all<T: FromRow>(
    connection: &Connection,
    text: &Text,
    values: &[Value],
) -> Result<Vec<T>> {
    read(connection, text.as_str(), values).map_err(Error::of(text.name()))
}

/// Runs a statement that changes rows; returns how many.
pub(crate) fn execute(connection: &Connection, text: &Text, values: &[Value]) -> Result<u64> {
    let done = bound(connection, text.as_str(), values).and_then(|mut s| s.raw_execute());
    let rows = done.map_err(Cause::Sqlite).map_err(Error::of(text.name()))?;
    Ok(u64::try_from(rows).unwrap_or(u64::MAX))
}

fn read<T: FromRow>(connection: &Connection, sql: &str, values: &[Value]) -> Result<Vec<T>, Cause> {
    let mut statement = bound(connection, sql, values)?;
    let mut found = Vec::new();
    let names = statement.column_names().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let names = names.iter().map(String::as_str).collect::<Vec<_>>();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        found.push(T::from_row(&Row::sqlite(row, &names))?);
    }
    Ok(found)
}

fn bound<'c>(
    connection: &'c Connection,
    sql: &str,
    values: &[Value],
) -> rusqlite::Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql)?;
    let wanted = statement.parameter_count();
    if wanted != values.len() {
        return Err(rusqlite::Error::InvalidParameterCount(values.len(), wanted));
    }
    for (i, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, value)?;
    }
    Ok(statement)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        let borrowed = match self {
            Self::Int(v) => v.map_or(ValueRef::Null, ValueRef::Integer),
            Self::Float(v) => v.map_or(ValueRef::Null, ValueRef::Real),
            Self::Bool(v) => v.map_or(ValueRef::Null, |v| ValueRef::Integer(v.into())),
            Self::Static(v) => ValueRef::Text(v.as_bytes()),
            Self::Uuid(v) => v.as_ref().map_or(ValueRef::Null, |v| ValueRef::Blob(v.as_bytes())),
            Self::Bytes(v) => v.as_ref().map_or(ValueRef::Null, |v| ValueRef::Blob(v)),
            Self::Text(None) => ValueRef::Null,
            Self::Text(Some(v)) if v.contains('\0') => {
                return Ok(ToSqlOutput::Owned(Owned::Text(v.replace('\0', ""))));
            }
            Self::Text(Some(v)) => ValueRef::Text(v.as_bytes()),
            Self::Uuids(ids) => {
                let hex: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
                return json(&hex);
            }
            Self::Texts(texts) => return json(texts),
        };
        Ok(ToSqlOutput::Borrowed(borrowed))
    }
}

/// A list, as `json_each` reads it.
fn json(list: &[String]) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'static>> {
    use rusqlite::types::{ToSqlOutput, Value as Owned};
    let text = serde_json::to_string(list)
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    Ok(ToSqlOutput::Owned(Owned::Text(text)))
}
