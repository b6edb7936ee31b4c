//! Words in, hits out: texts are analysed here, and both databases index the same tokens.

pub mod analyse;
mod find;
mod mark;
mod stem;

pub use find::{Found, Results, Scope, find};
pub use mark::snippet;

use analyse::{Token, tokens};

/// A query, analysed like the texts. All its words must occur; the last may be a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    whole: Vec<String>,
    last: Option<Token>,
}

impl Words {
    /// The words of what somebody typed, at most twelve. `None` when there is none.
    pub fn parse(query: &str) -> Option<Self> {
        let mut tokens = tokens(query);
        tokens.truncate(12);
        let last = tokens.pop()?;
        let mut whole: Vec<String> = Vec::new();
        for token in tokens {
            if !whole.contains(&token.stem) {
                whole.push(token.stem);
            }
        }
        Some(Self { whole, last: Some(last) })
    }

    /// Whether an indexed word is one of those sought.
    pub fn hits(&self, token: &Token) -> bool {
        self.whole.contains(&token.stem)
            || self.last.as_ref().is_some_and(|last| {
                token.stem.starts_with(&last.stem) || token.stem.starts_with(&last.folded)
            })
    }

    /// Whether a text holds all words: what both databases must say of it.
    pub fn match_text(&self, text: &str) -> bool {
        let tokens = tokens(text);
        self.whole.iter().all(|word| tokens.iter().any(|t| t.stem == *word))
            && self.last.iter().all(|last| {
                let begins =
                    |t: &Token| t.stem.starts_with(&last.stem) || t.stem.starts_with(&last.folded);
                tokens.iter().any(begins)
            })
    }

    /// The query for FTS5 (SQLite, "Full-text Query Syntax").
    pub fn fts5(&self) -> String {
        self.write(" AND ", |w| format!("\"{w}\""), |w| format!("\"{w}\" *"), " OR ")
    }

    /// The query for `to_tsquery` (PostgreSQL, "Parsing Queries").
    pub fn tsquery(&self) -> String {
        self.write(" & ", |w| format!("'{w}'"), |w| format!("'{w}':*"), " | ")
    }

    fn write(
        &self,
        and: &str,
        word: impl Fn(&str) -> String,
        prefix: impl Fn(&str) -> String,
        or: &str,
    ) -> String {
        let mut parts: Vec<String> = self.whole.iter().map(|w| word(w)).collect();
        if let Some(last) = &self.last {
            if last.stem == last.folded {
                parts.push(prefix(&last.stem));
            } else {
                parts.push(format!("({}{or}{})", prefix(&last.stem), prefix(&last.folded)));
            }
        }
        parts.join(and)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_written_for_both_databases() {
        let words = Words::parse("Преводачите на гишето").unwrap();
        assert_eq!(words.fts5(), "\"преводач\" AND \"на\" AND (\"гиш\" * OR \"гишето\" *)");
        assert_eq!(words.tsquery(), "'преводач' & 'на' & ('гиш':* | 'гишето':*)");
        assert_eq!(Words::parse(" \"' & | ! "), None);
    }
}
