//! Things of a shelf as rows of a table, and rows as things. What was written is read again as it was: headings
//! and words are those of the interface in any of its languages, or the names that programs use.

mod columns;
mod form;
mod places;
mod reading;
mod writing;

pub use columns::{Column, given, of};
pub use form::asked_of;
pub use places::Places;
pub use reading::{Checked, Here, Words};
pub use writing::{Line, cell};

/// What stands between the words of one cell.
const BETWEEN: &str = "; ";
/// What stands between the parts of a row within a cell; a row is a line.
const PARTS: &str = " | ";
/// What stands for a new line within such a part.
const NEW_LINE: char = '⏎';
