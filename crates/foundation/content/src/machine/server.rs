//! A server that speaks the protocol of LibreTranslate: `POST /translate` with `q`, `source`, `target`, `format`
//! and perhaps `api_key`; `translatedText` comes back (<https://docs.libretranslate.com>).

use std::{fmt, time::Duration};

use domain::Lang;
use federation::named::{Named, NamedError};
use serde_json::{Value, json};

/// How long one request may take: a machine without a graphics card needs seconds for a page.
const PATIENCE: Duration = Duration::from_secs(90);
/// The most characters and pieces of one request; public servers take no more.
const REQUEST: (usize, usize) = (4_000, 40);

/// The machine.
#[derive(Clone)]
pub struct Translator {
    server: Named,
    key: String,
    /// Whether texts that are not for everybody may be given to it too.
    pub(super) members: bool,
}

// The key belongs into no log.
impl fmt::Debug for Translator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Translator").field("server", &self.server).finish_non_exhaustive()
    }
}

/// A piece of text, and whether it is HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub html: bool,
}

impl Translator {
    /// The server at this address, with the key it asks for, if it does.
    pub fn new(url: &str, key: &str, members: bool) -> Result<Self, NamedError> {
        Ok(Self { server: Named::new(url, PATIENCE)?, key: key.to_owned(), members })
    }

    /// The pieces in the other language, in their order.
    pub(super) async fn translate(
        &self,
        from: &Lang,
        to: &Lang,
        pieces: &[Piece],
    ) -> Result<Vec<String>, NamedError> {
        let mut out = vec![String::new(); pieces.len()];
        for html in [false, true] {
            let mine = |(n, piece): (usize, &Piece)| {
                (piece.html == html && !piece.text.trim().is_empty()).then_some(n)
            };
            let all: Vec<usize> = pieces.iter().enumerate().filter_map(mine).collect();
            for group in groups(pieces, &all) {
                let q: Vec<&str> = group.iter().map(|n| pieces[*n].text.as_str()).collect();
                let told = self.ask(from, to, html, &q).await?;
                for (n, text) in group.into_iter().zip(told) {
                    out[n] = text;
                }
            }
        }
        Ok(out)
    }

    async fn ask(
        &self,
        from: &Lang,
        to: &Lang,
        html: bool,
        q: &[&str],
    ) -> Result<Vec<String>, NamedError> {
        let mut body = json!({ "q": q, "source": from.primary(), "target": to.primary(),
            "format": if html { "html" } else { "text" } });
        if !self.key.is_empty() {
            body["api_key"] = self.key.clone().into();
        }
        let answer = self.server.post("translate", &body).await?;
        let texts: Vec<String> = match answer.get("translatedText") {
            Some(Value::Array(all)) => {
                all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            // Older servers answer one text with one text.
            Some(Value::String(one)) if q.len() == 1 => vec![one.clone()],
            _ => Vec::new(),
        };
        if texts.len() == q.len() { Ok(texts) } else { Err(NamedError::Unreadable) }
    }
}

/// The pieces by number, in groups that fit into a request each; what is larger alone is sent alone.
fn groups(pieces: &[Piece], numbers: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut length = 0;
    for n in numbers {
        let own = pieces[*n].text.chars().count();
        match groups.last_mut() {
            Some(last) if length + own <= REQUEST.0 && last.len() < REQUEST.1 => {
                last.push(*n);
                length += own;
            }
            _ => {
                groups.push(vec![*n]);
                length = own;
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_as_large_as_a_server_takes() {
        let piece = |length: usize| Piece { text: "ж".repeat(length), html: false };
        let pieces = [piece(3_000), piece(900), piece(200), piece(9_000), piece(1)];
        let all: Vec<usize> = (0..pieces.len()).collect();
        assert_eq!(groups(&pieces, &all), [vec![0, 1], vec![2], vec![3], vec![4]]);
        let many = vec![piece(1); 90];
        let all: Vec<usize> = (0..90).collect();
        let sizes: Vec<usize> = groups(&many, &all).iter().map(Vec::len).collect();
        assert_eq!(sizes, [40, 40, 10]);
        assert!(groups(&[], &[]).is_empty());
    }
}
