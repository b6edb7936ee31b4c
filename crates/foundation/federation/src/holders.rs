//! Which instances hold a copy of something that is not for everybody, and which of them have
//! confirmed that they were told to erase it. A promise that they did is not to be had.

use domain::{ContentId, Result, Time};
use store::{Query, Tx, args, statements};

/// What a delivered activity does with copies of the thing it is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, store::FromCell)]
pub enum Copies {
    /// Nothing that must be known.
    #[default]
    None,
    /// Whoever takes it holds a copy.
    Given,
    /// Whoever takes it was told to erase its copy.
    Erased,
}

impl From<Copies> for store::Value {
    fn from(copies: Copies) -> Self {
        Self::Static(match copies {
            Copies::None => "none",
            Copies::Given => "given",
            Copies::Erased => "erased",
        })
    }
}

/// An instance that holds a copy.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Holder {
    /// The instance, as in handles.
    pub host: String,
    /// Since when.
    pub given_at: Time,
    /// When it confirmed that it was told to erase it.
    pub erased_at: Option<Time>,
}

statements! {
    HOLDER_GIVEN = "INSERT INTO content_holder (content_id, host, given_at) SELECT id, $2, $3 \
        FROM content WHERE id = $1 ON CONFLICT (content_id, host) DO UPDATE SET erased_at = NULL";
    HOLDER_ERASED = "UPDATE content_holder SET erased_at = $3 WHERE content_id = $1 AND host = $2 \
        AND erased_at IS NULL";
    HOLDERS = "SELECT host, given_at, erased_at FROM content_holder WHERE content_id = $1 \
        ORDER BY host LIMIT 1000";
}

/// Writes down what an instance was given or told.
pub async fn note(tx: &mut Tx, content: ContentId, host: &str, copies: Copies) -> Result<()> {
    let statement = match copies {
        Copies::None => return Ok(()),
        Copies::Given => &HOLDER_GIVEN,
        Copies::Erased => &HOLDER_ERASED,
    };
    let now = tx.now();
    tx.execute(statement, args![content, host, now]).await?;
    Ok(())
}

/// The instances that hold a copy of a thing, by name; at most a thousand.
pub async fn of(q: &mut impl Query, content: ContentId) -> Result<Vec<Holder>> {
    Ok(q.all(&HOLDERS, args![content]).await?)
}
