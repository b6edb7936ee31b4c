//! JSON kept in text columns: key order and unknown members survive on both databases.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::row::{Cell, CellError, FromCell};

/// A column of text that holds JSON of this shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonText<T>(pub T);

impl<T> std::ops::Deref for JsonText<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromCell for JsonText<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        Ok(Self(serde_json::from_str(cell.text()?)?))
    }
}
